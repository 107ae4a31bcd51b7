package io.decant.api.layers.utility;

import io.decant.api.layer.Axes;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.CropParameter;
import io.decant.spi.op.Shape;

/**
 * Cuts bottom 0 to the extents of bottom 1 on all axes from {@code axis} on, starting at the
 * offsets. Bottom 1 gets no gradient. Source: Caffe's CropLayer.
 */
public final class CropLayer extends CuttingLayer {
  private final CropParameter parameter;

  /** Creates the layer. */
  public CropLayer(LayerConfig config) {
    super(config, 2);
    parameter = config.parameter().getCropParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    Shape reference = setup.bottom(1);
    int axis = Axes.canonical(parameter.getAxis(), bottom);
    if (reference.rank() != bottom.rank()) {
      throw setup.error(
          "bottoms must have as many axes, these are " + bottom + " and " + reference);
    }
    int offsets = parameter.getOffsetCount();
    if (offsets > 1 && offsets != bottom.rank() - axis) {
      throw setup.error(
          "offset is given "
              + offsets
              + " times, once or once for each of the "
              + (bottom.rank() - axis)
              + " axes is needed");
    }
    long[] starts = new long[bottom.rank()];
    Shape top = bottom;
    for (int i = axis; i < bottom.rank(); i++) {
      long offset =
          offsets == 0
              ? 0
              : Integer.toUnsignedLong(parameter.getOffset(offsets == 1 ? 0 : i - axis));
      if (offset + reference.dim(i) > bottom.dim(i)) {
        throw setup.error(
            "offset "
                + offset
                + " and extent "
                + reference.dim(i)
                + " reach beyond axis "
                + i
                + " of "
                + bottom);
      }
      starts[i] = offset;
      top = top.with(i, reference.dim(i));
    }
    cut(setup, top, starts);
  }
}
