package io.decant.examples;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes MNIST's digits to HDF5 files, and lists of those files. Run in the root of the project.
 */
public final class DigitsToHdf5 {
  private static final String NET =
      """
      layer { name: "digits" type: "Data" top: "data" top: "label"
        transform_param { scale: 0.00390625 }
        data_param { source: "examples/mnist/mnist_%s_lmdb" batch_size: %d backend: LMDB } }
      layer { name: "file" type: "HDF5Output" bottom: "data" bottom: "label"
        hdf5_output_param { file_name: "%s" } }
      """;

  private DigitsToHdf5() {}

  /** Writes both files. */
  public static void main(String[] arguments) throws IOException {
    try (Decant decant = Decant.open()) {
      write(decant, "train", 8000);
      write(decant, "test", 2000);
    }
  }

  private static void write(Decant decant, String part, int digits) throws IOException {
    Path folder = Path.of("examples", "hdf5");
    Path file = folder.resolve(part + ".h5");
    String text = NET.formatted(part, digits, file);
    try (Net net =
        Net.builder(decant.engine(), Prototxt.parseNet(text, "the net that writes"))
            .phase(Phase.TEST)
            .backward(false)
            .build()) {
      net.forward();
    }
    Files.writeString(folder.resolve(part + ".txt"), file + System.lineSeparator());
    System.out.println("Wrote " + file);
  }
}
