package io.decant.conformance.layers;

import static io.decant.conformance.layers.LayerCase.layer;

import io.decant.conformance.cases.Values;
import io.decant.proto.caffe.Phase;
import java.util.List;

/** Layers over windows of images. */
final class VisionCases {
  private VisionCases() {}

  static List<LayerCase> all() {
    return List.of(
        layer("Convolution", image(2, 4, 5, 4))
            .with(
                "convolution_param { num_output: 4 kernel_h: 3 kernel_w: 2 pad: 1 stride: 2"
                    + " group: 2 }")
            .batchFrom(0),
        layer("Convolution", image(1, 3, 4, 3))
            .with("convolution_param { num_output: 3 kernel_size: 3 group: 3 pad: 1 }"),
        layer("Convolution", image(2, 3, 3, 2))
            .with("convolution_param { num_output: 2 kernel_size: 1 bias_term: false }"),
        layer("Convolution", image(1, 2, 5))
            .with("convolution_param { num_output: 2 kernel_size: 2 dilation: 2 }"),
        layer("Convolution", image(1, 1, 3, 3, 2))
            .with("convolution_param { num_output: 2 kernel_size: 2 pad: 1 stride: 2 }"),
        layer("Convolution", image(2, 2, 3, 3), LayerInput.of("x2", 2, 2, 3, 3))
            .with("convolution_param { num_output: 1 kernel_size: 2 }")
            .into("y", "y2"),
        layer("Deconvolution", image(2, 4, 2, 3))
            .with("convolution_param { num_output: 2 kernel_size: 3 pad: 1 stride: 2 group: 2 }")
            .batchFrom(0),
        layer("Deconvolution", image(1, 2, 3, 2))
            .with(
                "convolution_param { num_output: 3 kernel_size: 2 dilation: 2 bias_term: false }"),
        layer("DepthwiseConvolution", image(2, 3, 4, 3))
            .with("convolution_param { num_output: 3 kernel_size: 3 pad: 1 }")
            .batchFrom(0),
        layer("ConvolutionDepthwise", image(1, 2, 4, 3))
            .with("convolution_param { num_output: 2 kernel_size: 2 stride: 2 bias_term: false }"),
        layer("Im2col", image(2, 2, 5, 4))
            .with("convolution_param { kernel_size: 2 pad: 1 stride: 2 }")
            .batchFrom(0),
        layer("Im2col", image(1, 1, 5, 4)).with("convolution_param { kernel_size: 2 dilation: 2 }"),
        layer("Interp", image(2, 2, 3, 4)).with("interp_param { zoom_factor: 2 }").batchFrom(0),
        layer("Interp", image(1, 1, 5, 6)).with("interp_param { height: 3 width: 1 pad_beg: -1 }"),
        layer(
            "Interp",
            image(1, 1, 2, 3),
            LayerInput.fixed("like", Values.uniform(-1, 1), 1, 2, 5, 4)),
        layer("LRN", image(2, 7, 2, 3))
            .with("lrn_param { local_size: 3 alpha: 2 k: 1.5 }")
            .batchFrom(0),
        layer("LRN", image(1, 2, 3, 1)),
        layer("LRN", image(1, 2, 4, 5))
            .with("lrn_param { local_size: 3 alpha: 2 norm_region: WITHIN_CHANNEL }"),
        layer("MaxUnpool", image(1, 2, 2, 2), places())
            .with("pooling_param { kernel_size: 2 stride: 2 }"),
        layer("Pooling", image(2, 2, 5, 4))
            .with("pooling_param { kernel_size: 3 stride: 2 }")
            .batchFrom(0),
        layer("Pooling", image(1, 2, 5, 4))
            .with("pooling_param { kernel_size: 3 stride: 2 pad: 1 }")
            .into(1, "y", "mask"),
        layer("Pooling", image(2, 2, 5, 4))
            .with("pooling_param { pool: AVE kernel_size: 3 stride: 2 pad: 1 }")
            .batchFrom(0),
        layer("Pooling", image(1, 2, 5, 4))
            .with("pooling_param { kernel_h: 2 kernel_w: 3 stride: 2 round_mode: FLOOR }"),
        layer("Pooling", image(2, 2, 3, 5))
            .with("pooling_param { pool: AVE global_pooling: true }"),
        layer("Pooling", image(1, 1, 1, 1)).with("pooling_param { global_pooling: true }"),
        layer("Pooling", positive())
            .with("pooling_param { pool: STOCHASTIC kernel_size: 2 stride: 2 }")
            .gradient(GradientRule.DRAWN),
        layer("Pooling", positive())
            .with("pooling_param { pool: STOCHASTIC kernel_size: 3 stride: 2 }")
            .in(Phase.TEST)
            .forwardOnly(),
        layer("SPP", LayerInput.of("x", Values.apart(-4, 4), 2, 2, 5, 7))
            .with("spp_param { pyramid_height: 2 }")
            .batchFrom(1),
        layer("SPP", image(1, 1, 8, 7)).with("spp_param { pyramid_height: 3 pool: AVE }"),
        layer("SPP", image(1, 2, 3, 2)).with("spp_param { pyramid_height: 1 }"),
        layer("Upsample", image(2, 2, 2, 3)).with("upsample_param { scale: 3 }").batchFrom(0),
        layer("Upsample", image(1, 2, 2, 2), places()).with("upsample_param { pad_out_h: true }"));
  }

  private static LayerInput positive() {
    return LayerInput.of("x", Values.apart(0.1f, 1), 2, 2, 5, 4);
  }

  private static LayerInput image(long... dims) {
    return LayerInput.of("x", dims);
  }

  /** Positions in planes of 12 places or more. */
  private static LayerInput places() {
    return LayerInput.fixed("places", Values.listed(1, 3, 8, 11, 0, 2, 9, 10), 1, 2, 2, 2);
  }
}
