package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.proto.caffe.ExpParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Unary;

/** {@code y = base^(shift + scale * x)}; base -1 stands for e. Source: Caffe's ExpLayer. */
public final class ExpLayer extends ElementwiseLayer {
  private final float inner;
  private final float outer;

  /** Creates the layer. */
  public ExpLayer(LayerConfig config) {
    super(config);
    ExpParameter parameter = config.parameter().getExpParam();
    double base = LogBase.logarithm(config, "exp_param", parameter.getBase());
    inner = (float) (base * parameter.getScale());
    outer = (float) Math.exp(base * parameter.getShift());
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.AFFINE, inner, 0, x, y);
    unary(pass, Unary.Function.EXP, 0, 0, y, y);
    if (outer != 1) {
      unary(pass, Unary.Function.AFFINE, outer, 0, y, y);
    }
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    unary(pass, Unary.Function.AFFINE, inner, 0, pass.top(0), slope);
  }
}
