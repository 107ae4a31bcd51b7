package io.decant.api.layers.utility;

import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the axes into another {@code order}: axis i of the top is axis order[i] of the bottom; axes
 * that are not named follow as they are. Source: SSD's PermuteLayer.
 */
public final class PermuteLayer extends ReorderingLayer {
  private final List<Integer> named;

  /** Creates the layer. */
  public PermuteLayer(LayerConfig config) {
    super(config);
    named = config.parameter().getPermuteParam().getOrderList();
    if (named.stream().distinct().count() != named.size()) {
      throw config.error("permute_param", "order", "order " + named + " names an axis twice");
    }
  }

  @Override
  AxisOrder order(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    List<Integer> axes = new ArrayList<>(named);
    for (int axis : named) {
      if (axis < 0 || axis >= bottom.rank()) {
        throw setup.error(
            "order names axis "
                + Integer.toUnsignedString(axis)
                + ", the bottom, "
                + bottom
                + ", has "
                + bottom.rank()
                + " axes");
      }
    }
    for (int axis = 0; axis < bottom.rank(); axis++) {
      if (!named.contains(axis)) {
        axes.add(axis);
      }
    }
    AxisOrder order = new AxisOrder(bottom, axes);
    setup.top(0, order.to());
    return order;
  }
}
