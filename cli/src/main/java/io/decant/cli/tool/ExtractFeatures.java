package io.decant.cli.tool;

import io.decant.api.Decant;
import io.decant.api.command.CommandContext;
import io.decant.api.net.Net;
import io.decant.cli.flag.Options;
import io.decant.cli.flag.UsageException;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * extract_features: runs a net of phase TEST, and keeps what blobs hold as records, one an image.
 */
final class ExtractFeatures extends ToolRun {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractFeatures.class);

  @Override
  protected int run(CommandContext context) throws IOException {
    List<String> blobs = Options.list(words().get(2));
    List<String> databases = Options.list(words().get(3));
    if (blobs.size() != databases.size()) {
      throw new UsageException(
          "the number of blobs (%d) and of databases (%d) must be the same"
              .formatted(blobs.size(), databases.size()));
    }
    int batches = number(words().get(4), "NUM_BATCHES", 1);
    DB backend = DatabaseFlags.backend(words().get(5));
    try (Decant decant = open();
        Net net = decant.net(path(1)).phase(Phase.TEST).backward(false).retain(blobs).build()) {
      checkBlobs(net, blobs);
      net.copyTrainedLayersFrom(path(0));
      List<FeatureFile> files = new ArrayList<>();
      try {
        for (int i = 0; i < blobs.size(); i++) {
          LOG.info("Opening dataset {}", databases.get(i));
          files.add(
              new FeatureFile(
                  net.blob(blobs.get(i)), Path.of(databases.get(i)), backend, Existing.REFUSE));
        }
        extract(net, files, batches);
      } finally {
        files.forEach(FeatureFile::close);
      }
    }
    LOG.info("Successfully extracted the features!");
    return 0;
  }

  private static void extract(Net net, List<FeatureFile> files, int batches) throws IOException {
    LOG.info("Extracting Features");
    for (int batch = 0; batch < batches; batch++) {
      net.runForward();
      for (FeatureFile file : files) {
        file.addBatch();
      }
    }
    for (FeatureFile file : files) {
      file.commit();
    }
  }

  private void checkBlobs(Net net, List<String> blobs) {
    for (String blob : blobs) {
      if (!net.blobNames().contains(blob)) {
        throw new UsageException(
            "Unknown feature blob name %s in the network %s; it has %s"
                .formatted(blob, words().get(1), net.blobNames()));
      }
    }
  }

  /** Caffe's words for the device: CPU, the default, or GPU with an index. */
  private Decant open() {
    String kind = words().size() > 6 ? words().get(6) : "CPU";
    int index = words().size() > 7 ? number(words().get(7), "DEVICE_ID", 0) : 0;
    LOG.info("Using {}", kind);
    return switch (kind) {
      case "GPU" -> Devices.gpu(index);
      case "CPU" -> Devices.cpu();
      default -> throw new UsageException("CPU or GPU is needed, not '" + kind + "'");
    };
  }

  private static int number(String text, String name, int least) {
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least) {
      return Integer.parseInt(text);
    }
    throw new UsageException(name + " is a number from " + least + " on, not '" + text + "'");
  }
}
