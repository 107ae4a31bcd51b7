package io.decant.cli.tool;

import io.decant.api.command.CommandContext;
import io.decant.data.mnist.MnistConverter;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;

/** convert_mnist_data: a database of MNIST's images and labels. */
final class ConvertMnist extends ToolRun {
  private static final Logger LOG = LoggerFactory.getLogger(ConvertMnist.class);

  @Mixin private final DatabaseFlags database = new DatabaseFlags();

  @Override
  protected int run(CommandContext context) throws IOException {
    MnistConverter.convert(
        path(0), path(1), path(2), database.backend(), database.existing(), LOG::info);
    return 0;
  }
}
