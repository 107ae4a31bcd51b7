package io.decant.cli.tool;

import io.decant.api.command.CommandContext;
import io.decant.data.mnist.MnistPairs;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;

/** convert_mnist_siamese_data: a database of pairs of MNIST's images. */
final class ConvertMnistPairs extends ToolRun {
  private static final Logger LOG = LoggerFactory.getLogger(ConvertMnistPairs.class);

  @Mixin private final DatabaseFlags database = new DatabaseFlags();

  @Override
  protected int run(CommandContext context) throws IOException {
    int pairs =
        MnistPairs.convert(path(0), path(1), path(2), database.backend(), database.existing());
    LOG.info("Processed {} pairs.", pairs);
    return 0;
  }
}
