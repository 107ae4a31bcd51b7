package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Unary;

/**
 * {@code y = x} for x above 0, else {@code alpha * (e^x - 1)}. The gradient follows from y alone
 * unless alpha is negative. Source: Caffe's ELULayer; Clevert et al., ICLR 2016.
 */
public final class EluLayer extends ElementwiseLayer {
  private final float alpha;

  /** Creates the layer. */
  public EluLayer(LayerConfig config) {
    super(config);
    alpha = config.parameter().getEluParam().getAlpha();
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.ELU, alpha, 0, x, y);
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    Tensor sign = alpha >= 0 ? pass.top(0) : pass.bottom(0);
    Tensor negative = pass.temporary("negative", slope.shape());
    unary(pass, Unary.Function.CLAMP, Float.NEGATIVE_INFINITY, 0, sign, negative);
    if (alpha < 0) {
      unary(pass, Unary.Function.ELU, alpha, 0, negative, negative);
    }
    unary(pass, Unary.Function.RELU_SLOPE, alpha, 0, sign, slope);
    binary(pass, BinaryFunction.ADD, slope, negative, slope);
  }
}
