package io.decant.api.layers.vision;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.api.layer.WindowedLayer;
import io.decant.proto.caffe.ConvolutionParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution or its transpose: several bottoms, each with a top of its own, share weights and a
 * bias. W: (geometry's outputs, geometry's inputs / group, kernel...), b: (num_output).
 */
abstract class SharedWeightsLayer extends SimpleLayer implements WindowedLayer {
  private final boolean transposed;
  private final ConvolutionParameter parameter;
  private final long outputs;
  private final long groups;
  private List<ConvolutionGeometry> geometries = List.of();

  /**
   * Creates the layer.
   *
   * @param transposed whether tops are what the convolution has as inputs
   */
  SharedWeightsLayer(LayerConfig config, boolean transposed) {
    super(config, BlobCount.atLeast(1), BlobCount.atLeast(1));
    this.transposed = transposed;
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

  /**
   * Returns the geometry of the convolution that this layer is, or transposes.
   *
   * @param images extents before the channels, multiplied
   * @param channels channels of the bottom
   * @param input the bottom's extents behind the channels
   */
  abstract ConvolutionGeometry geometry(
      long images, long channels, List<Long> input, SpatialParameter spatial);

  /** Returns the extents of a top behind the channels. */
  abstract List<Long> extents(Window window);

  /** Emits y from x. */
  abstract void emitTop(
      ForwardPass pass, ConvolutionGeometry geometry, boolean bias, Tensor x, Tensor y);

  /** Emits the gradient of a bottom. */
  abstract void emitBottomGradient(
      BackwardPass pass, ConvolutionGeometry geometry, Tensor gradient, Tensor result);

  final long outputs() {
    return outputs;
  }

  final long groups() {
    return groups;
  }

  @Override
  public final List<Window> windows() {
    return geometries.stream().map(ConvolutionGeometry::window).toList();
  }

  @Override
  public final void reshape(LayerSetup setup) {
    if (setup.bottoms() != setup.tops()) {
      throw setup.error(
          "has " + setup.bottoms() + " bottoms and " + setup.tops() + " tops; as many are needed");
    }
    List<ConvolutionGeometry> found = new ArrayList<>();
    for (int i = 0; i < setup.bottoms(); i++) {
      Shape bottom = setup.bottom(i);
      int channelAxis = Axes.canonical(parameter.getAxis(), bottom);
      ConvolutionGeometry geometry = geometry(setup, bottom, channelAxis);
      found.add(geometry);
      if (!weightShape(geometry).equals(weightShape(found.get(0)))) {
        throw setup.error("bottoms that share weights must have as many channels and axes");
      }
      setup.top(i, topShape(bottom, channelAxis, extents(geometry.window())));
    }
    geometries = found;
    setup.parameter(weightShape(found.get(0)), parameter.getWeightFiller());
    if (parameter.getBiasTerm()) {
      setup.parameter(Shape.of(outputs), parameter.getBiasFiller());
    }
  }

  private ConvolutionGeometry geometry(LayerSetup setup, Shape bottom, int channelAxis) {
    long channels = bottom.dim(channelAxis);
    if (channels % groups != 0) {
      throw setup.error(
          "the bottom has " + channels + " channels, not a multiple of group " + groups);
    }
    List<Long> input = new ArrayList<>();
    for (int axis = channelAxis + 1; axis < bottom.rank(); axis++) {
      input.add(bottom.dim(axis));
    }
    return geometry(
        Axes.before(bottom, channelAxis),
        channels,
        input,
        new SpatialParameter(config(), input.size()));
  }

  private Shape topShape(Shape bottom, int channelAxis, List<Long> extents) {
    Shape top = bottom.with(channelAxis, outputs);
    for (int axis = 0; axis < extents.size(); axis++) {
      top = top.with(channelAxis + 1 + axis, extents.get(axis));
    }
    return top;
  }

  private static Shape weightShape(ConvolutionGeometry geometry) {
    Window window = geometry.window();
    long[] shape = new long[2 + window.rank()];
    shape[0] = geometry.outputs();
    shape[1] = geometry.inputs() / geometry.groups();
    for (int axis = 0; axis < window.rank(); axis++) {
      shape[2 + axis] = window.kernel().get(axis);
    }
    return Shape.of(shape);
  }

  @Override
  public final void forward(ForwardPass pass) {
    for (int i = 0; i < geometries.size(); i++) {
      emitTop(pass, geometries.get(i), parameter.getBiasTerm(), pass.bottom(i), pass.top(i));
    }
  }

  @Override
  public final void backward(BackwardPass pass) {
    for (int i = 0; i < geometries.size(); i++) {
      ConvolutionGeometry geometry = geometries.get(i);
      Tensor gradient = pass.topGradient(i);
      if (parameter.getBiasTerm() && pass.learns(1)) {
        BackwardPass.Accumulation bias = pass.parameterGradient(1);
        long inner = gradient.count() / Math.max(1, geometry.batch() * outputs);
        pass.emit(
            new ChannelSum(geometry.batch(), outputs, inner, bias.accumulate()),
            gradient,
            bias.tensor());
      }
      if (pass.learns(0)) {
        BackwardPass.Accumulation weights = pass.parameterGradient(0);
        pass.emit(
            new ConvolutionBackwardWeights(geometry, weights.accumulate(), ComputeMode.FLOAT32),
            transposed ? gradient : pass.bottom(i),
            transposed ? pass.bottom(i) : gradient,
            weights.tensor());
      }
      if (pass.propagates(i)) {
        emitBottomGradient(pass, geometry, gradient, pass.bottomGradient(i));
      }
    }
  }
}
