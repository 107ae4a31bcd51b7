package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.proto.caffe.ConvolutionParameter;
import io.decant.proto.caffe.LayerParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Window;
import java.util.List;

/**
 * Convolution over the axes behind {@code axis}; several bottoms share the weights, each with a top
 * of its own. x: (N, C, input...), W: (num_output, C / group, kernel...), b: (num_output), y: (N,
 * num_output, output...), with output = (input + 2 pad - dilation (kernel - 1) - 1) / stride + 1.
 * Source: Caffe's ConvolutionLayer.
 */
public final class ConvolutionLayer extends SharedWeightsLayer {
  /** Creates the layer. */
  public ConvolutionLayer(LayerConfig config) {
    super(config, false);
  }

  /**
   * Creates a convolution of each channel by itself: unless {@code group} is given, it is
   * num_output. Source: the forks for MobileNet.
   */
  public static ConvolutionLayer depthwise(LayerConfig config) {
    LayerParameter parameter = config.parameter();
    ConvolutionParameter convolution = parameter.getConvolutionParam();
    if (convolution.hasGroup()) {
      return new ConvolutionLayer(config);
    }
    LayerParameter.Builder grouped = parameter.toBuilder();
    grouped.getConvolutionParamBuilder().setGroup(Math.max(1, convolution.getNumOutput()));
    return new ConvolutionLayer(config.with(grouped.build()));
  }

  @Override
  ConvolutionGeometry geometry(
      long images, long channels, List<Long> input, SpatialParameter spatial) {
    List<Long> pad = spatial.pad();
    Window window =
        new Window(
            channels, input, spatial.kernel(), spatial.stride(), pad, pad, spatial.dilation());
    return new ConvolutionGeometry(images, groups(), channels, outputs(), window);
  }

  @Override
  List<Long> extents(Window window) {
    return window.output();
  }

  @Override
  void emitTop(ForwardPass pass, ConvolutionGeometry geometry, boolean bias, Tensor x, Tensor y) {
    Convolution op = new Convolution(geometry, bias, ComputeMode.FLOAT32);
    if (bias) {
      pass.emit(op, x, pass.parameter(0), pass.parameter(1), y);
    } else {
      pass.emit(op, x, pass.parameter(0), y);
    }
  }

  @Override
  void emitBottomGradient(
      BackwardPass pass, ConvolutionGeometry geometry, Tensor gradient, Tensor result) {
    pass.emit(
        new ConvolutionBackwardData(geometry, ComputeMode.FLOAT32),
        gradient,
        pass.parameter(0),
        result);
  }
}
