package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Transposed convolution: forward is the gradient of a {@link ConvolutionLayer} and the reverse. x:
 * (N, C, input...), W: (C, num_output / group, kernel...), b: (num_output), y: (N, num_output,
 * output...), with output = stride (input - 1) + dilation (kernel - 1) + 1 - 2 pad. Source: Caffe's
 * DeconvolutionLayer.
 */
public final class DeconvolutionLayer extends SharedWeightsLayer {
  /** Creates the layer. */
  public DeconvolutionLayer(LayerConfig config) {
    super(config, true);
  }

  @Override
  ConvolutionGeometry geometry(
      long images, long channels, List<Long> input, SpatialParameter spatial) {
    List<Long> kernel = spatial.kernel();
    List<Long> stride = spatial.stride();
    List<Long> pad = spatial.pad();
    List<Long> dilation = spatial.dilation();
    List<Long> output = new ArrayList<>();
    for (int axis = 0; axis < input.size(); axis++) {
      long reach = dilation.get(axis) * (kernel.get(axis) - 1) + 1;
      long steps = Math.multiplyExact(stride.get(axis), input.get(axis) - 1);
      long extent = Math.addExact(steps, reach - 2 * pad.get(axis));
      if (extent < 1) {
        throw new IllegalArgumentException(
            "a pad of " + pad.get(axis) + " leaves nothing of the output on axis " + axis);
      }
      output.add(extent);
    }
    Window window = new Window(outputs(), output, kernel, stride, pad, pad, dilation);
    return new ConvolutionGeometry(images, groups(), outputs(), channels, window);
  }

  @Override
  List<Long> extents(Window window) {
    return window.input();
  }

  @Override
  void emitTop(ForwardPass pass, ConvolutionGeometry geometry, boolean bias, Tensor x, Tensor y) {
    pass.emit(new ConvolutionBackwardData(geometry, ComputeMode.FLOAT32), x, pass.parameter(0), y);
    if (bias) {
      Broadcast add =
          Broadcast.alongMiddle(
              BinaryFunction.ADD, geometry.batch(), outputs(), geometry.window().inputCount());
      pass.emit(add, y, pass.parameter(1), y);
    }
  }

  @Override
  void emitBottomGradient(
      BackwardPass pass, ConvolutionGeometry geometry, Tensor gradient, Tensor result) {
    pass.emit(
        new Convolution(geometry, false, ComputeMode.FLOAT32), gradient, pass.parameter(0), result);
  }
}
