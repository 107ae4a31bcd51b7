package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * {@code y = max(x, 0) + negative_slope * min(x, 0)}. The gradient follows from y alone unless the
 * slope is negative, so that the layer can work in place. Source: Caffe's ReLULayer.
 */
public final class ReluLayer extends SimpleLayer {
  private final float slope;

  /** Creates the layer. */
  public ReluLayer(LayerConfig config) {
    super(config, 1, 1);
    slope = config.parameter().getReluParam().getNegativeSlope();
  }

  @Override
  public void reshape(LayerSetup setup) {
    setup.top(0, setup.bottom(0));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    pass.emit(new Unary(Unary.Function.RELU, x.count(), slope, 0), x, pass.topInPlace(0, 0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    Tensor sign = slope >= 0 ? pass.top(0) : pass.bottom(0);
    long count = sign.count();
    Tensor gradient = pass.topGradient(0);
    Tensor factor = pass.temporary("slope", Shape.of(count));
    pass.emit(new Unary(Unary.Function.RELU_SLOPE, count, slope, 0), sign, factor);
    pass.emit(
        new Binary(BinaryFunction.MUL, count), gradient, factor, pass.bottomGradientInPlace(0, 0));
  }
}
