package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Unary;

/** {@code y = 1} where x is above the threshold, else 0. Source: Caffe's ThresholdLayer. */
public final class ThresholdLayer extends SimpleLayer {
  private final float threshold;

  /** Creates the layer. */
  public ThresholdLayer(LayerConfig config) {
    super(config, 1, 1);
    threshold = config.parameter().getThresholdParam().getThreshold();
  }

  @Override
  public void reshape(LayerSetup setup) {
    setup.top(0, setup.bottom(0));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    pass.emit(new Unary(Unary.Function.GREATER, x.count(), threshold, 0), x, pass.topInPlace(0, 0));
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradients(pass);
  }
}
