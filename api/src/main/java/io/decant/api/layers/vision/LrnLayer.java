package io.decant.api.layers.vision;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.Layer;
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

  private LrnLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getLrnParam();
  }

  /** Creates the layer for the region that the prototxt asks for. */
  public static Layer create(LayerConfig config) {
    long size = localSize(config);
    if (size % 2 == 0) {
      throw config.error("lrn_param", "local_size", "local_size is " + size + ", it must be odd");
    }
    return switch (config.parameter().getLrnParam().getNormRegion()) {
      case ACROSS_CHANNELS -> new LrnLayer(config);
      case WITHIN_CHANNEL -> new WithinChannelLrnLayer(config);
    };
  }

  static long localSize(LayerConfig config) {
    int size = config.parameter().getLrnParam().getLocalSize();
    return SizeField.read(config, "lrn_param", "local_size", size, 1);
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = Axes.ofImages(setup);
    geometry =
        new LrnGeometry(
            bottom.dim(0),
            bottom.dim(1),
            bottom.countFrom(2),
            localSize(config()),
            parameter.getAlpha(),
            parameter.getBeta(),
            parameter.getK());
    setup.top(0, bottom);
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.emit(new Lrn(geometry), pass.bottom(0), pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      pass.emit(
          new LrnBackward(geometry),
          pass.topGradient(0),
          pass.bottom(0),
          pass.bottomGradientInPlace(0, 0));
    }
  }
}
