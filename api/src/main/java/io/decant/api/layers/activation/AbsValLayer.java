package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Unary;

/** {@code y = |x|}. Source: Caffe's AbsValLayer. */
public final class AbsValLayer extends ElementwiseLayer {
  /** Creates the layer. */
  public AbsValLayer(LayerConfig config) {
    super(config);
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.ABS, 0, 0, x, y);
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    unary(pass, Unary.Function.SIGN, 0, 0, pass.bottom(0), slope);
  }
}
