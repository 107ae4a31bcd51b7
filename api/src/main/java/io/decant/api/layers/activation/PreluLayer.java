package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerPass;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.caffe.PReLUParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * {@code y = max(x, 0) + a_c * min(x, 0)} with a learned slope a for each channel, or one for all
 * if {@code channel_shared}. Source: Caffe's PReLULayer; He et al., ICCV 2015.
 */
public final class PreluLayer extends SimpleLayer {
  private final PReLUParameter parameter;
  private long outer;
  private long channels;
  private long inner;

  /** Creates the layer. */
  public PreluLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getPreluParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() < 2) {
      throw setup.error("needs a channel axis, the bottom is " + bottom);
    }
    boolean shared = parameter.getChannelShared();
    outer = shared ? 1 : bottom.dim(0);
    channels = shared ? 1 : bottom.dim(1);
    inner = shared ? bottom.count() : bottom.countFrom(2);
    setup.parameter(
        shared ? Shape.of() : Shape.of(channels),
        parameter.hasFiller()
            ? parameter.getFiller()
            : FillerParameter.newBuilder().setValue(0.25f).build());
    setup.top(0, bottom);
  }

  private Broadcast timesSlope() {
    return Broadcast.alongMiddle(BinaryFunction.MUL, outer, channels, inner);
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    long count = x.count();
    Tensor negative = pass.temporary("negative", x.shape());
    Tensor y = pass.topInPlace(0, 0);
    emitNegative(pass, x, negative);
    pass.emit(timesSlope(), negative, pass.parameter(0), negative);
    pass.emit(new Unary(Unary.Function.RELU, count, 0, 0), x, y);
    pass.emit(new Binary(BinaryFunction.ADD, count), y, negative, y);
  }

  private static void emitNegative(LayerPass pass, Tensor x, Tensor negative) {
    pass.emit(new Unary(Unary.Function.CLAMP, x.count(), Float.NEGATIVE_INFINITY, 0), x, negative);
  }

  @Override
  public void backward(BackwardPass pass) {
    Tensor x = pass.bottom(0);
    Tensor gradient = pass.topGradient(0);
    long count = x.count();
    Binary multiply = new Binary(BinaryFunction.MUL, count);
    if (pass.learns(0)) {
      Tensor product = pass.temporary("product", x.shape());
      emitNegative(pass, x, product);
      pass.emit(multiply, product, gradient, product);
      BackwardPass.Accumulation slope = pass.parameterGradient(0);
      pass.emit(
          new ChannelSum(outer, channels, inner, slope.accumulate()), product, slope.tensor());
    }
    if (pass.propagates(0)) {
      Tensor positive = pass.temporary("positive", x.shape());
      Tensor factor = pass.temporary("factor", x.shape());
      pass.emit(new Unary(Unary.Function.GREATER, count, 0, 0), x, positive);
      pass.emit(new Unary(Unary.Function.AFFINE, count, -1, 1), positive, factor);
      pass.emit(timesSlope(), factor, pass.parameter(0), factor);
      pass.emit(new Binary(BinaryFunction.ADD, count), factor, positive, factor);
      pass.emit(multiply, gradient, factor, pass.bottomGradientInPlace(0, 0));
    }
  }
}
