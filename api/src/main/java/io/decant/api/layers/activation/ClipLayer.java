package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.proto.caffe.ClipParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Unary;

/** {@code y = min(max(x, min), max)}. Source: Caffe's ClipLayer. */
public final class ClipLayer extends ElementwiseLayer {
  private final ClipParameter parameter;

  /** Creates the layer. */
  public ClipLayer(LayerConfig config) {
    super(config);
    parameter = config.parameter().getClipParam();
    if (!parameter.hasMin() || !parameter.hasMax()) {
      throw config.error("clip_param", "min", "both min and max are needed");
    }
    if (!(parameter.getMin() <= parameter.getMax())) {
      throw config.error(
          "clip_param", "min", "min " + parameter.getMin() + " is above max " + parameter.getMax());
    }
  }

  @Override
  void emitValue(ForwardPass pass, Tensor x, Tensor y) {
    unary(pass, Unary.Function.CLAMP, parameter.getMin(), parameter.getMax(), x, y);
  }

  @Override
  void emitSlope(BackwardPass pass, Tensor slope) {
    Tensor x = pass.bottom(0);
    unary(pass, Unary.Function.CLAMP, parameter.getMin(), parameter.getMax(), x, slope);
    binary(pass, BinaryFunction.EQUAL, slope, x, slope);
  }
}
