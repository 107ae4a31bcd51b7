package io.decant.conformance.tiering;

import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import java.nio.file.Path;

/** The nets that are trained; each with a solver, a blob {@code data} and classes {@code label}. */
public enum SmallNet {
  /** Eight equal layers: many blocks of 32 and 16 KiB, few geometries of operators. */
  DEEP(deep(8)),

  /** Layers whose results can be computed again, dropout among them; no block above 8 KiB. */
  MIXED(mixed(6)),

  /** One picture, and an inner product whose weights are what is large. */
  PICTURE(
      """
      layer { name: "in" type: "Input" top: "data" top: "label"
        input_param { shape { dim: 1 dim: 2 dim: 24 dim: 24 } shape { dim: 1 } } }
      layer { name: "conv" type: "Convolution" bottom: "data" top: "conv"
        convolution_param { num_output: 4 kernel_size: 3 pad: 1
          weight_filler { type: "gaussian" std: 0.3 } } }
      layer { name: "relu" type: "ReLU" bottom: "conv" top: "conv" }
      layer { name: "max" type: "Pooling" bottom: "conv" top: "max"
        pooling_param { kernel_size: 4 stride: 4 } }
      layer { name: "wide" type: "InnerProduct" bottom: "max" top: "wide"
        inner_product_param { num_output: 64 weight_filler { type: "xavier" } } }
      layer { name: "score" type: "InnerProduct" bottom: "wide" top: "score"
        inner_product_param { num_output: 10 weight_filler { type: "xavier" } } }
      layer { name: "loss" type: "SoftmaxWithLoss" bottom: "score" bottom: "label" top: "loss" }
      """),

  /** As little as learns anything, in several programs: gradients are summed over two passes. */
  TINY(
      """
      layer { name: "in" type: "Input" top: "data" top: "label"
        input_param { shape { dim: 2 dim: 6 } shape { dim: 2 } } }
      layer { name: "score" type: "InnerProduct" bottom: "data" top: "score"
        inner_product_param { num_output: 10 weight_filler { type: "xavier" } } }
      layer { name: "loss" type: "SoftmaxWithLoss" bottom: "score" bottom: "label" top: "loss" }
      """,
      "iter_size: 2");

  private static final String LOSS =
      """
      layer { name: "loss" type: "SoftmaxWithLoss" bottom: "score" bottom: "label" top: "loss" }
      """;

  private static final String SOLVER =
      """
      base_lr: 0.05
      momentum: 0.9
      lr_policy: "fixed"
      max_iter: 100
      random_seed: 17
      """;

  private final String text;

  SmallNet(String layers) {
    this(layers, "");
  }

  SmallNet(String layers, String more) {
    text = "net_param {\n" + layers + "}\n" + SmallNet.SOLVER + more;
  }

  /** Returns the solver with the net in it. */
  public Located<SolverParameter> solver() {
    String name = name() + " of the kit";
    return SolverUpgrade.upgrade(Prototxt.parseSolver(text, name), Path.of(name), line -> {});
  }

  private static String deep(int layers) {
    StringBuilder text = new StringBuilder(inputs(128, 64));
    String bottom = "data";
    for (int i = 1; i <= layers; i++) {
      String top = "ip" + i;
      text.append(product(bottom, top, 64)).append(layer("ReLU", "relu" + i, top, top));
      bottom = top;
    }
    return text.append(product(bottom, "score", 10)).append(LOSS).toString();
  }

  private static String mixed(int groups) {
    StringBuilder text = new StringBuilder(inputs(128, 16));
    String bottom = "data";
    for (int i = 1; i <= groups; i++) {
      text.append(product(bottom, "ip" + i, 16))
          .append(layer("TanH", "tanh" + i, "ip" + i, "tanh" + i))
          .append(layer("Dropout", "drop" + i, "tanh" + i, "drop" + i));
      bottom = "drop" + i;
    }
    return text.append(product(bottom, "score", 10)).append(LOSS).toString();
  }

  private static String inputs(int batch, int features) {
    return """
        layer { name: "in" type: "Input" top: "data" top: "label"
          input_param { shape { dim: %d dim: %d } shape { dim: %d } } }
        """
        .formatted(batch, features, batch);
  }

  private static String layer(String type, String name, String bottom, String top) {
    return """
        layer { name: "%s" type: "%s" bottom: "%s" top: "%s" }
        """
        .formatted(name, type, bottom, top);
  }

  private static String product(String bottom, String top, int outputs) {
    return """
        layer { name: "%s" type: "InnerProduct" bottom: "%s" top: "%s"
          inner_product_param { num_output: %d weight_filler { type: "xavier" } } }
        """
        .formatted(top, bottom, top, outputs);
  }
}
