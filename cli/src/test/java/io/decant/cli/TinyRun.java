package io.decant.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A net and a solver that are done in no time. */
final class TinyRun {
  private static final String NET =
      """
      name: "Tiny"
      layer {
        name: "data" type: "DummyData" top: "x" top: "y"
        dummy_data_param {
          shape { dim: 4 dim: 3 } shape { dim: 4 dim: 2 }
          data_filler { type: "constant" value: 1 }
          data_filler { type: "constant" value: 0.5 }
        }
      }
      layer {
        name: "ip" type: "InnerProduct" bottom: "x" top: "ip"
        inner_product_param { num_output: 2 weight_filler { type: "constant" value: 0.25 } }
      }
      layer { name: "loss" type: "EuclideanLoss" bottom: "ip" bottom: "y" top: "loss" }
      """;

  private TinyRun() {}

  static void write(Path folder, int iterations, String more) throws IOException {
    Files.writeString(folder.resolve("net.prototxt"), NET);
    Files.writeString(
        folder.resolve("solver.prototxt"),
        """
        net: "net.prototxt"
        test_iter: 2
        test_interval: 4
        base_lr: 0.05
        lr_policy: "step"
        gamma: 0.1
        stepsize: 4
        momentum: 0.9
        display: 2
        snapshot_prefix: "tiny"
        random_seed: 7
        max_iter: %d
        %s
        """
            .formatted(iterations, more));
  }
}
