package io.decant.spi.layout;

import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import java.util.OptionalLong;

/** What layouts cost. In picoseconds. */
interface LayoutCosts {
  /** Returns the time that an operator takes; empty where it is not known. */
  OptionalLong time(OpSpec spec);

  /** Returns the time that elements take to be reordered; empty where it is not known. */
  default OptionalLong conversion(ChannelExtents extents, Layout to) {
    Layout from = to == Layout.CHANNELS_LAST ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST;
    return time(extents.conversion(from, to));
  }
}
