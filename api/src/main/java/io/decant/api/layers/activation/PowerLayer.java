package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerPass;
import io.decant.proto.caffe.PowerParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Unary;

/** {@code y = (shift + scale * x)^power}. Source: Caffe's PowerLayer. */
public final class PowerLayer extends ElementwiseLayer {
  private final float power;
  private final float scale;
  private final float shift;

  /** Creates the layer. */
  public PowerLayer(LayerConfig config) {
    super(config);
    PowerParameter parameter = config.parameter().getPowerParam();
    power = parameter.getPower();
    scale = parameter.getScale();
    shift = parameter.getShift();
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    if (power == 0 || scale == 0) {
      pass.emit(new Fill(y.count(), (float) Math.pow(shift, power)), y);
      return;
    }
    unary(pass, Unary.Function.AFFINE, scale, shift, x, y);
    emitPower(pass, power, y);
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    float factor = power * scale;
    if (factor == 0 || power == 1) {
      pass.emit(new Fill(slope.count(), factor), slope);
      return;
    }
    unary(pass, Unary.Function.AFFINE, scale, shift, pass.bottom(0), slope);
    emitPower(pass, power - 1, slope);
    unary(pass, Unary.Function.AFFINE, factor, 0, slope, slope);
  }

  private static void emitPower(LayerPass pass, float power, Tensor y) {
    if (power == 2) {
      unary(pass, Unary.Function.SQUARE, 0, 0, y, y);
    } else if (power != 1) {
      unary(pass, Unary.Function.POW, power, 0, y, y);
    }
  }
}
