package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Unary;

/** {@code y = min(max(x, 0), 6)}. The gradient follows from y alone. Source: MobileNet's fork. */
public final class Relu6Layer extends ElementwiseLayer {
  private static final float MOST = 6;

  /** Creates the layer. */
  public Relu6Layer(LayerConfig config) {
    super(config);
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.CLAMP, 0, MOST, x, y);
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    Tensor y = pass.top(0);
    Tensor saturated = pass.temporary("saturated", y.shape());
    unary(pass, Unary.Function.EQUAL, MOST, 0, y, saturated);
    unary(pass, Unary.Function.GREATER, 0, 0, y, slope);
    binary(pass, BinaryFunction.SUB, slope, saturated, slope);
  }
}
