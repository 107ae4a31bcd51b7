package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Unary;

/** {@code y = 1 / (1 + e^-x)}. Source: Caffe's SigmoidLayer. */
public final class SigmoidLayer extends ElementwiseLayer {
  /** Creates the layer. */
  public SigmoidLayer(LayerConfig config) {
    super(config);
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.SIGMOID, 0, 0, x, y);
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    unary(pass, Unary.Function.AFFINE, -1, 1, pass.top(0), slope);
    binary(pass, BinaryFunction.MUL, slope, pass.top(0), slope);
  }
}
