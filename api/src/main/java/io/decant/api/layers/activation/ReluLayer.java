package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.ReluBackward;
import io.decant.spi.op.Unary;

/**
 * {@code y = max(x, 0) + negative_slope * min(x, 0)}. The gradient follows from y alone unless the
 * slope is negative, so that the layer can work in place. Source: Caffe's ReLULayer.
 */
public final class ReluLayer extends ElementwiseLayer {
  private final float slope;

  /** Creates the layer. */
  public ReluLayer(LayerConfig config) {
    super(config);
    slope = config.parameter().getReluParam().getNegativeSlope();
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.RELU, slope, 0, x, y);
  }

  @Override
  void emitGradient(BackwardPass pass) {
    Tensor gradient = pass.topGradient(0);
    pass.emit(
        new ReluBackward(gradient.count(), slope),
        gradient,
        sign(pass),
        pass.bottomGradientInPlace(0, 0));
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor target) {
    unary(pass, Unary.Function.RELU_SLOPE, slope, 0, sign(pass), target);
  }

  private Tensor sign(BackwardPass pass) {
    return slope >= 0 ? pass.top(0) : pass.bottom(0);
  }
}
