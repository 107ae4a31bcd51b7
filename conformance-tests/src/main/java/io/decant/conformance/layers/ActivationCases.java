package io.decant.conformance.layers;

import static io.decant.conformance.layers.LayerCase.layer;

import io.decant.conformance.cases.Values;
import io.decant.proto.caffe.Phase;
import java.util.List;

/** Functions of single elements, and of elements with parameters. */
final class ActivationCases {
  private ActivationCases() {}

  static List<LayerCase> all() {
    return List.of(
        layer("AbsVal", x()).gradient(GradientRule.kink(0)).batchFrom(0),
        layer("AbsVal", one()).inPlace().gradient(GradientRule.kink(0)),
        layer("Axpy", factors(2, 3), planes("x2"), planes("x3")).batchFrom(0),
        layer("Axpy", factors(2, 3, 1, 1), planes("x2"), planes("x3")),
        layer("AxpyFast", factors(2, 3), planes("x2"), planes("x3")),
        layer("BNLL", x()).batchFrom(0),
        layer("BNLL", LayerInput.of("x", Values.uniform(-60, 60), 3, 7)),
        layer("BNLL", one()).inPlace(),
        layer("Bias", x()).batchFrom(0),
        layer("Bias", x(), LayerInput.of("b", 3, 5)).with("bias_param { axis: 1 }").batchFrom(-1),
        layer("Bias", x()).with("bias_param { axis: 0 num_axes: -1 }"),
        layer("Bias", x()).with("bias_param { num_axes: 0 }").inPlace(),
        layer("Clip", x())
            .with("clip_param { min: -0.5 max: 0.5 }")
            .gradient(GradientRule.kink(0.5))
            .batchFrom(0),
        layer("Clip", one())
            .with("clip_param { min: -2 max: 2 }")
            .inPlace()
            .gradient(GradientRule.kink(2)),
        layer("Dropout", x()).batchFrom(0),
        layer("Dropout", x()).with("dropout_param { dropout_ratio: 0.25 }").inPlace(),
        layer("Dropout", x()).in(Phase.TEST).batchFrom(0),
        layer("ELU", x()).gradient(GradientRule.kink(0)).batchFrom(0),
        layer("ELU", x()).with("elu_param { alpha: 0.3 }").gradient(GradientRule.kink(0)).inPlace(),
        layer("Exp", x()).batchFrom(0),
        layer("Exp", x()).with("exp_param { base: 2 scale: 0.5 shift: 1 }").inPlace(),
        layer("Log", positive()).gradient(GradientRule.BENT).batchFrom(0),
        layer("Log", positive()).with("log_param { base: 10 scale: 0.25 shift: 2 }"),
        layer("Power", x()).with("power_param { power: 3 scale: 0.5 shift: 2 }").batchFrom(0),
        layer("Power", x()).with("power_param { power: 2 scale: 0.5 shift: 2 }"),
        layer("Power", x()).with("power_param { scale: -1.5 shift: 0.25 }").inPlace(),
        layer("Power", x()).with("power_param { power: 0 scale: 3 }"),
        layer("Power", x()).with("power_param { scale: 0 shift: 2 power: 2 }"),
        layer("Power", positive()).with("power_param { power: -0.75 scale: 0.5 shift: 1 }"),
        layer("PReLU", x()).gradient(GradientRule.kink(0)).batchFrom(0),
        layer("PReLU", x()).with("prelu_param { channel_shared: true }").gradient(kinkAtZero()),
        layer("PReLU", LayerInput.of("x", 3, 4)).gradient(kinkAtZero()).inPlace(),
        layer("ReLU", x()).gradient(kinkAtZero()).batchFrom(0),
        layer("ReLU", x()).with("relu_param { negative_slope: 0.1 }").gradient(kinkAtZero()),
        layer("ReLU", x())
            .with("relu_param { negative_slope: -0.1 }")
            .inPlace()
            .gradient(kinkAtZero()),
        layer(
                "ReLU6",
                LayerInput.of("x", Values.listed(-2, 0.5f, 5.5f, -0.5f, 3, 6.5f, 9), 2, 3, 5))
            .batchFrom(0),
        layer("ReLU6", LayerInput.of("x", Values.listed(-1, 0.5f, 3, 7), 4)).inPlace(),
        layer("Scale", x()).batchFrom(0),
        layer("Scale", x(), LayerInput.of("s", 3, 5))
            .with("scale_param { axis: 1 bias_term: true }"),
        layer("Scale", x(), LayerInput.of("s", 2, 3, 5)).with("scale_param { axis: 0 }"),
        layer("Scale", x()).with("scale_param { axis: 0 num_axes: -1 bias_term: true }"),
        layer("Scale", x()).with("scale_param { num_axes: 0 }"),
        layer("Scale", x()).with("scale_param { axis: -1 bias_term: true }").inPlace(),
        layer("Sigmoid", x()).batchFrom(0),
        layer("Sigmoid", LayerInput.of("x", Values.uniform(-20, 20), 3, 7)).inPlace(),
        layer("Swish", x()).batchFrom(0),
        layer("Swish", x()).with("swish_param { beta: 1.5 }"),
        layer("Swish", one()).with("swish_param { beta: -0.5 }").inPlace(),
        layer("TanH", x()).batchFrom(0),
        layer("TanH", LayerInput.of("x", Values.uniform(-8, 8), 3, 7)).inPlace(),
        layer("Threshold", x()).forwardOnly().batchFrom(0),
        layer("Threshold", LayerInput.fixed("x", Values.listed(-1, 0, 0.5f, 0.75f), 3, 4))
            .with("threshold_param { threshold: 0.5 }")
            .forwardOnly());
  }

  private static LayerInput x() {
    return LayerInput.of("x", 2, 3, 5);
  }

  private static LayerInput factors(long... dims) {
    return LayerInput.of("a", dims);
  }

  private static LayerInput planes(String name) {
    return LayerInput.of(name, 2, 3, 2, 2);
  }

  private static LayerInput one() {
    return LayerInput.of("x", 1);
  }

  private static LayerInput positive() {
    return LayerInput.of("x", Values.apart(0.2f, 2), 2, 3, 5);
  }

  private static GradientRule kinkAtZero() {
    return GradientRule.kink(0);
  }
}
