package io.decant.conformance.layers;

import static io.decant.conformance.layers.LayerCase.layer;

import io.decant.conformance.cases.Values;
import io.decant.proto.caffe.Phase;
import java.util.List;

/** Products with parameters, normalisations, and softmax. */
final class CommonCases {
  private CommonCases() {}

  static List<LayerCase> all() {
    return List.of(
        layer("BatchNorm", LayerInput.of("x", 3, 2, 2, 3)).gradient(GradientRule.BENT).batchFrom(1),
        layer("BatchNorm", LayerInput.of("x", 5, 3)).gradient(GradientRule.BENT),
        layer("BatchNorm", LayerInput.of("x", 3, 2, 3))
            .with("batch_norm_param { moving_average_fraction: 0.5 eps: 0.01 }")
            .inPlace()
            .gradient(GradientRule.BENT),
        layer("BatchNorm", LayerInput.of("x", 2, 3, 5)).in(Phase.TEST).batchFrom(0),
        layer("BatchNorm", LayerInput.of("x", 2, 3, 5))
            .with("batch_norm_param { use_global_stats: true }"),
        layer("BN", LayerInput.of("x", 3, 2, 2, 3))
            .with("bn_param { bn_mode: INFERENCE scale_filler { value: 2 } }")
            .batchFrom(0),
        layer("BN", LayerInput.of("x", 5, 3)).with("bn_param { bn_mode: INFERENCE }").inPlace(),
        layer("BN", LayerInput.of("x", 3, 2, 2, 3))
            .with("bn_param { scale_filler { value: 2 } shift_filler { value: 1 } }")
            .gradient(GradientRule.BENT),
        layer("BN", LayerInput.of("x", 3, 2, 2, 3))
            .with("bn_param { frozen: true eps: 0.5 slope_filler { value: 2 } }")
            .batchFrom(0),
        layer("Embed", LayerInput.fixed("x", Values.listed(2, 0, 2, 6), 2, 2))
            .with("embed_param { num_output: 3 input_dim: 7 }")
            .batchFrom(0),
        layer("Embed", LayerInput.fixed("x", Values.listed(0), 1))
            .with("embed_param { num_output: 1 input_dim: 1 bias_term: false }"),
        layer("InnerProduct", LayerInput.of("x", 2, 3, 5))
            .with("inner_product_param { num_output: 4 }")
            .batchFrom(0),
        layer("InnerProduct", LayerInput.of("x", 2, 3, 5))
            .with("inner_product_param { num_output: 3 axis: 2 transpose: true }"),
        layer("InnerProduct", LayerInput.of("x", 2, 3))
            .with("inner_product_param { num_output: 3 axis: 0 bias_term: false }"),
        layer("InnerProduct", LayerInput.of("x", 3, 1))
            .with("inner_product_param { num_output: 1 axis: -1 }"),
        layer("MVN", LayerInput.of("x", 2, 3, 2, 3)).gradient(GradientRule.BENT).batchFrom(0),
        layer("MVN", LayerInput.of("x", 2, 3, 2, 3))
            .with("mvn_param { across_channels: true eps: 0.001 }")
            .gradient(GradientRule.BENT),
        layer("MVN", LayerInput.of("x", 2, 3, 1, 5))
            .with("mvn_param { normalize_variance: false }"),
        layer("Normalize", LayerInput.of("x", 2, 3, 2, 2)).gradient(GradientRule.BENT).batchFrom(0),
        layer("Normalize", LayerInput.of("x", Values.apart(0.2f, 1), 2, 3, 2, 2))
            .with(
                "norm_param { across_spatial: false channel_shared: false scale_filler {"
                    + " type: 'constant' value: 2 } }")
            .gradient(GradientRule.BENT),
        layer("Softmax", LayerInput.of("x", 2, 5, 3)).batchFrom(0),
        layer("Softmax", LayerInput.of("x", Values.uniform(-50, 50), 3, 7))
            .with("softmax_param { axis: 0 }"),
        layer("Softmax", LayerInput.of("x", 3, 1)).inPlace());
  }
}
