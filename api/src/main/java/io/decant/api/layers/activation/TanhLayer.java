package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Unary;

/** {@code y = tanh(x)}. Source: Caffe's TanHLayer. */
public final class TanhLayer extends ElementwiseLayer {
  /** Creates the layer. */
  public TanhLayer(LayerConfig config) {
    super(config);
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.TANH, 0, 0, x, y);
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    unary(pass, Unary.Function.SQUARE, 0, 0, pass.top(0), slope);
    unary(pass, Unary.Function.AFFINE, -1, 1, slope, slope);
  }
}
