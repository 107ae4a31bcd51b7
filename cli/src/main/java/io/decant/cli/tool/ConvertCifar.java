package io.decant.cli.tool;

import io.decant.api.command.CommandContext;
import io.decant.data.cifar.CifarConverter;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** convert_cifar_data: databases of CIFAR-10's images; its third word is their format. */
final class ConvertCifar extends ToolRun {
  private static final Logger LOG = LoggerFactory.getLogger(ConvertCifar.class);

  @Option(
      names = "--overwrite",
      arity = "1",
      paramLabel = "true|false",
      description = "replace databases that exist; default: refuse, as Caffe does")
  private boolean overwrite;

  @Override
  protected int run(CommandContext context) throws IOException {
    DatabaseFlags flags = new DatabaseFlags();
    flags.overwrite = overwrite;
    new CifarConverter(
            path(0), path(1), DatabaseFlags.backend(words().get(2)), flags.existing(), LOG::info)
        .convert();
    return 0;
  }
}
