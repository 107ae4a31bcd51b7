package io.decant.api.layers.vision;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.api.layer.WindowedLayer;
import io.decant.proto.caffe.PoolingParameter;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Window;
import java.util.List;

/**
 * Maximum, average or a drawn element ({@link StochasticPooling}) of windows over the last two of
 * four axes: (N, C, H, W) to (N, C, output...), with output = ceil((input + 2 pad - kernel) /
 * stride) + 1, or floor by round_mode or ceil_mode; with padding, a last window that would start
 * behind input + pad is dropped. Averages count the padding within input + pad as cells. A second
 * top of MAX holds the position of each maximum in its plane. Source: Caffe's PoolingLayer.
 */
public final class PoolingLayer extends SimpleLayer implements WindowedLayer {
  private final PoolingParameter parameter;
  private Pooling pooling = Pooling.NONE;

  /** Creates the layer. */
  public PoolingLayer(LayerConfig config) {
    super(config, BlobCount.exactly(1), BlobCount.between(1, 2));
    parameter = config.parameter().getPoolingParam();
    PoolingAxis.checkFields(config);
  }

  @Override
  public List<Window> windows() {
    return List.of(pooling.geometry().window());
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = Axes.ofImages(setup);
    if (setup.tops() > 1 && parameter.getPool() != PoolingParameter.PoolMethod.MAX) {
      throw setup.error("a second top, the positions of maxima, needs pool: MAX");
    }
    pooling =
        Pooling.of(
            setup,
            parameter.getPool(),
            PoolingAxis.read(config(), bottom.dim(2), bottom.dim(3)),
            roundsUp(),
            "");
    for (int i = 0; i < setup.tops(); i++) {
      setup.top(i, pooling.shape(bottom));
    }
  }

  private boolean roundsUp() {
    if (parameter.hasCeilMode() && parameter.hasRoundMode()) {
      throw config().error("pooling_param", "ceil_mode", "give either round_mode, or ceil_mode");
    }
    return parameter.hasCeilMode()
        ? parameter.getCeilMode()
        : parameter.getRoundMode() == PoolingParameter.RoundMode.CEIL;
  }

  @Override
  public void forward(ForwardPass pass) {
    pooling.emit(pass, pass.bottom(0), pass.top(0), pass.tops() > 1 ? pass.top(1) : null, 0);
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    if (!pooling.hasGradient(pass)) {
      throw config().error("pool: STOCHASTIC has a gradient in phase TRAIN only");
    }
    pooling.emitGradient(
        pass, pass.topGradient(0), pass.tops() > 1 ? pass.top(1) : null, pass.bottomGradient(0));
  }
}
