package io.decant.api.layers.utility;

import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.op.Shape;

/**
 * Mixes the channels of groups: channel {@code i * group + g} of the top is channel {@code g * (C /
 * group) + i} of the bottom. Source: ShuffleNet's ShuffleChannelLayer.
 */
public final class ShuffleChannelLayer extends ReorderingLayer {
  private final long groups;

  /** Creates the layer. */
  public ShuffleChannelLayer(LayerConfig config) {
    super(config);
    groups = config.parameter().getShuffleChannelParam().getGroup();
    if (groups < 1) {
      throw config.error(
          "shuffle_channel_param", "group", "group is " + groups + ", it must be at least 1");
    }
  }

  @Override
  AxisOrder order(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() < 2 || bottom.dim(1) % groups != 0) {
      throw setup.error(
          "takes channels, on axis 1, in a multiple of group "
              + groups
              + "; the bottom is "
              + bottom);
    }
    setup.top(0, bottom);
    return AxisOrder.of(
        Shape.of(bottom.dim(0), groups, bottom.dim(1) / groups, bottom.countFrom(2)), 0, 2, 1, 3);
  }
}
