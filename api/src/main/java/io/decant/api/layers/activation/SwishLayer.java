package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Unary;

/** {@code y = x / (1 + e^(-beta x))}. Source: Caffe's SwishLayer; Ramachandran et al., 2017. */
public final class SwishLayer extends ElementwiseLayer {
  private final float beta;

  /** Creates the layer. */
  public SwishLayer(LayerConfig config) {
    super(config);
    beta = config.parameter().getSwishParam().getBeta();
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    Tensor gate = pass.keep("gate", x.shape());
    unary(pass, Unary.Function.AFFINE, beta, 0, x, gate);
    unary(pass, Unary.Function.SIGMOID, 0, 0, gate, gate);
    binary(pass, BinaryFunction.MUL, x, gate, y);
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    Tensor y = pass.top(0);
    unary(pass, Unary.Function.AFFINE, -beta, 1, y, slope);
    binary(pass, BinaryFunction.MUL, slope, pass.kept("gate"), slope);
    pass.emit(Axpby.of(y.count(), beta, 1), y, slope);
  }
}
