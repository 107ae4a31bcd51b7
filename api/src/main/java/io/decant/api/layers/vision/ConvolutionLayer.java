package io.decant.api.layers.vision;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.ConvolutionParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution over the axes behind {@code axis}; several bottoms share the weights, each with a top
 * of its own. x: (N, C, input...), W: (num_output, C / group, kernel...), b: (num_output), y: (N,
 * num_output, output...), with output = (input + 2 pad - dilation (kernel - 1) - 1) / stride + 1.
 * Source: Caffe's ConvolutionLayer.
 */
public final class ConvolutionLayer extends SimpleLayer {
  private final ConvolutionParameter parameter;
  private final long outputs;
  private final long groups;
  private List<ConvolutionGeometry> geometries = List.of();

  /** Creates the layer. */
  public ConvolutionLayer(LayerConfig config) {
    super(config, BlobCount.atLeast(1), BlobCount.atLeast(1));
    parameter = config.parameter().getConvolutionParam();
    outputs = Integer.toUnsignedLong(parameter.getNumOutput());
    groups = Integer.toUnsignedLong(parameter.getGroup());
    if (outputs == 0) {
      throw config.error("convolution_param", "num_output", "num_output is missing or 0");
    }
    if (groups == 0 || outputs % groups != 0) {
      throw config.error(
          "convolution_param",
          "group",
          "num_output " + outputs + " is not a multiple of group " + groups);
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    if (setup.bottoms() != setup.tops()) {
      throw setup.error(
          "has " + setup.bottoms() + " bottoms and " + setup.tops() + " tops; as many are needed");
    }
    List<ConvolutionGeometry> found = new ArrayList<>();
    for (int i = 0; i < setup.bottoms(); i++) {
      ConvolutionGeometry geometry = geometry(setup, setup.bottom(i));
      if (i > 0 && geometry.inputs() != found.get(0).inputs()) {
        throw setup.error("bottoms that share weights must have as many channels");
      }
      found.add(geometry);
      setup.top(i, topShape(setup.bottom(i), geometry.window()));
    }
    geometries = found;
    setup.parameter(weightShape(found.get(0)), parameter.getWeightFiller());
    if (parameter.getBiasTerm()) {
      setup.parameter(Shape.of(outputs), parameter.getBiasFiller());
    }
  }

  private ConvolutionGeometry geometry(LayerSetup setup, Shape bottom) {
    int channelAxis = Axes.canonical(parameter.getAxis(), bottom);
    int axes = bottom.rank() - channelAxis - 1;
    long channels = bottom.dim(channelAxis);
    if (channels % groups != 0) {
      throw setup.error(
          "the bottom has " + channels + " channels, not a multiple of group " + groups);
    }
    SpatialParameter spatial = new SpatialParameter(config(), axes);
    List<Long> input = new ArrayList<>();
    for (int axis = channelAxis + 1; axis < bottom.rank(); axis++) {
      input.add(bottom.dim(axis));
    }
    List<Long> pad = spatial.pad();
    Window window =
        new Window(
            channels,
            input,
            axes == 0 ? List.of() : spatial.kernel(),
            spatial.stride(),
            pad,
            pad,
            spatial.dilation());
    return new ConvolutionGeometry(
        Axes.before(bottom, channelAxis), groups, channels, outputs, window);
  }

  private Shape topShape(Shape bottom, Window window) {
    long[] top = bottom.toArray();
    int channelAxis = bottom.rank() - window.rank() - 1;
    top[channelAxis] = outputs;
    for (int axis = 0; axis < window.rank(); axis++) {
      top[channelAxis + 1 + axis] = window.output(axis);
    }
    return Shape.of(top);
  }

  private Shape weightShape(ConvolutionGeometry geometry) {
    Window window = geometry.window();
    long[] shape = new long[2 + window.rank()];
    shape[0] = outputs;
    shape[1] = geometry.inputs() / groups;
    for (int axis = 0; axis < window.rank(); axis++) {
      shape[2 + axis] = window.kernel().get(axis);
    }
    return Shape.of(shape);
  }

  @Override
  public void forward(ForwardPass pass) {
    boolean bias = parameter.getBiasTerm();
    for (int i = 0; i < geometries.size(); i++) {
      Convolution op = new Convolution(geometries.get(i), bias, ComputeMode.FLOAT32);
      if (bias) {
        pass.emit(op, pass.bottom(i), pass.parameter(0), pass.parameter(1), pass.top(i));
      } else {
        pass.emit(op, pass.bottom(i), pass.parameter(0), pass.top(i));
      }
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    for (int i = 0; i < geometries.size(); i++) {
      ConvolutionGeometry geometry = geometries.get(i);
      Tensor gradient = pass.topGradient(i);
      if (parameter.getBiasTerm() && pass.learns(1)) {
        BackwardPass.Accumulation bias = pass.parameterGradient(1);
        pass.emit(
            new ChannelSum(
                geometry.batch(), outputs, geometry.window().outputCount(), bias.accumulate()),
            gradient,
            bias.tensor());
      }
      if (pass.learns(0)) {
        BackwardPass.Accumulation weights = pass.parameterGradient(0);
        pass.emit(
            new ConvolutionBackwardWeights(geometry, weights.accumulate(), ComputeMode.FLOAT32),
            pass.bottom(i),
            gradient,
            weights.tensor());
      }
      if (pass.propagates(i)) {
        pass.emit(
            new ConvolutionBackwardData(geometry, ComputeMode.FLOAT32),
            gradient,
            pass.parameter(0),
            pass.bottomGradient(i));
      }
    }
  }
}
