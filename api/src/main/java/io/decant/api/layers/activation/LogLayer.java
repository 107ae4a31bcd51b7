package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.proto.caffe.LogParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Unary;

/**
 * {@code y = log(shift + scale * x)} to the given base; base -1 stands for e. Source: Caffe's
 * LogLayer.
 */
public final class LogLayer extends ElementwiseLayer {
  private final float scale;
  private final float shift;
  private final float factor;

  /** Creates the layer. */
  public LogLayer(LayerConfig config) {
    super(config);
    LogParameter parameter = config.parameter().getLogParam();
    double base = LogBase.logarithm(config, "log_param", parameter.getBase());
    if (base == 0) {
      throw config.error("log_param", "base", "base is 1, there is no logarithm to it");
    }
    scale = parameter.getScale();
    shift = parameter.getShift();
    factor = (float) (1 / base);
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.AFFINE, scale, shift, x, y);
    unary(pass, Unary.Function.LOG, 0, 0, y, y);
    if (factor != 1) {
      unary(pass, Unary.Function.AFFINE, factor, 0, y, y);
    }
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    unary(pass, Unary.Function.AFFINE, scale, shift, pass.bottom(0), slope);
    unary(pass, Unary.Function.POW, -1, 0, slope, slope);
    unary(pass, Unary.Function.AFFINE, factor * scale, 0, slope, slope);
  }
}
