package io.decant.api.layers.detection;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.HostTensor;
import io.decant.spi.op.Shape;

/** A layer that pools regions (bottom 1, rows of image, left, top, right, bottom) of planes. */
abstract class RegionLayer extends SimpleLayer {
  RegionLayer(LayerConfig config) {
    super(config, 2, 1);
  }

  @Override
  public final boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  /** Checks the bottoms and returns how many regions there are. */
  static long regions(LayerSetup setup) {
    Shape x = setup.bottom(0);
    Shape regions = setup.bottom(1);
    if (x.rank() != 4
        || regions.rank() == 0
        || regions.countFrom(1) != Region.NUMBERS
        || x.count() > HostTensor.WINDOW) {
      throw setup.error(
          "takes N x C x H x W, at most "
              + HostTensor.WINDOW
              + " elements, and rows of image, left, top, right, bottom; the bottoms are "
              + x
              + " and "
              + regions);
    }
    return regions.dim(0);
  }

  /** Refuses a gradient of the regions. */
  final void refuseRegionGradient(BackwardPass pass) {
    if (pass.propagates(1)) {
      throw config().error("regions have no gradient; set propagate_down: false for them");
    }
  }
}
