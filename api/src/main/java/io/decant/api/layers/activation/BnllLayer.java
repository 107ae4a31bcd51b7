package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Unary;

/** {@code y = log(1 + e^x)}. Source: Caffe's BNLLLayer. */
public final class BnllLayer extends ElementwiseLayer {
  /** Creates the layer. */
  public BnllLayer(LayerConfig config) {
    super(config);
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.SOFTPLUS, 0, 0, x, y);
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    unary(pass, Unary.Function.SIGMOID, 0, 0, pass.bottom(0), slope);
  }
}
