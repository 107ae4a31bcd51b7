package io.decant.cli.tool;

import io.decant.api.command.CommandContext;
import io.decant.api.text.FloatText;
import io.decant.data.datum.MeanComputation;
import io.decant.data.datum.MeanFile;
import io.decant.data.db.Database;
import io.decant.data.db.Databases;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** compute_image_mean: the mean image of a database, and the means of its channels. */
final class ComputeImageMean extends ToolRun {
  private static final Logger LOG = LoggerFactory.getLogger(ComputeImageMean.class);

  @Option(
      names = "--backend",
      paramLabel = "lmdb|leveldb",
      description = "format of the database; default lmdb")
  private String backend = "lmdb";

  @Override
  protected int run(CommandContext context) throws IOException {
    MeanComputation mean;
    try (Database database = Databases.open(path(0), DatabaseFlags.backend(backend))) {
      LOG.info("Starting iteration");
      mean = MeanComputation.of(database, files -> LOG.info("Processed {} files.", files));
    }
    if (words().size() > 1) {
      LOG.info("Write to {}", words().get(1));
      MeanFile.write(path(1), mean.blob());
    }
    double[] channels = mean.channels();
    LOG.info("Number of channels: {}", channels.length);
    for (int channel = 0; channel < channels.length; channel++) {
      LOG.info("mean_value channel [{}]: {}", channel, FloatText.of(channels[channel]));
    }
    return 0;
  }
}
