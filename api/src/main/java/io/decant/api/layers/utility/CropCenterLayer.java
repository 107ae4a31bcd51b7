package io.decant.api.layers.utility;

import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.CropCenterParameter;
import io.decant.spi.op.Shape;

/**
 * Cuts as much off both ends of each axis as {@code crop_size} says, one number for each axis.
 * Source: CropCenterLayer of waifu2x's Caffe.
 */
public final class CropCenterLayer extends CuttingLayer {
  private final CropCenterParameter parameter;

  /** Creates the layer. */
  public CropCenterLayer(LayerConfig config) {
    super(config, 1);
    parameter = config.parameter().getCropCenterParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (parameter.getCropSizeCount() != bottom.rank()) {
      throw setup.error(
          "crop_size is given "
              + parameter.getCropSizeCount()
              + " times, once for each axis of the bottom "
              + bottom
              + " is needed");
    }
    long[] starts = new long[bottom.rank()];
    Shape top = bottom;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Integer.toUnsignedLong(parameter.getCropSize(i));
      if (starts[i] > 0 && bottom.dim(i) <= 2 * starts[i]) {
        throw setup.error(
            "crop_size "
                + starts[i]
                + " at both ends leaves nothing of axis "
                + i
                + " of the bottom "
                + bottom);
      }
      top = top.with(i, bottom.dim(i) - 2 * starts[i]);
    }
    cut(setup, top, starts);
  }
}
