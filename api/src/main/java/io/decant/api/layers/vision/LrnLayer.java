package io.decant.api.layers.vision;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.LRNParameter;
import io.decant.spi.op.Lrn;
import io.decant.spi.op.LrnBackward;
import io.decant.spi.op.LrnGeometry;
import io.decant.spi.op.Shape;

/**
 * Local response normalisation across channels of (N, C, H, W): {@code y = x * (k + alpha /
 * local_size * sum of x^2 over local_size channels)^-beta}. Source: Caffe's LRNLayer.
 */
public final class LrnLayer extends SimpleLayer {
  private final LRNParameter parameter;
  private LrnGeometry geometry = new LrnGeometry(0, 0, 0, 1, 0, 0, 0);

  /** Creates the layer. */
  public LrnLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getLrnParam();
    if (parameter.getLocalSize() % 2 == 0) {
      throw config.error("local_size is " + parameter.getLocalSize() + ", it must be odd");
    }
    if (parameter.getNormRegion() != LRNParameter.NormRegion.ACROSS_CHANNELS) {
      throw config.error("norm_region: WITHIN_CHANNEL is not supported yet; ACROSS_CHANNELS is");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() != 4) {
      throw setup.error("normalises 4 axes (N, C, H, W), the bottom is " + bottom);
    }
    geometry =
        new LrnGeometry(
            bottom.dim(0),
            bottom.dim(1),
            bottom.countFrom(2),
            Integer.toUnsignedLong(parameter.getLocalSize()),
            parameter.getAlpha(),
            parameter.getBeta(),
            parameter.getK());
    setup.top(0, bottom);
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.emit(new Lrn(geometry), pass.bottom(0), pass.keep("scale", pass.topShape(0)), pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      pass.emit(
          new LrnBackward(geometry),
          pass.bottom(0),
          pass.kept("scale"),
          pass.top(0),
          pass.topGradient(0),
          pass.bottomGradient(0));
    }
  }
}
