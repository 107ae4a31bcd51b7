package io.decant.spi.layout;

import io.decant.spi.memory.Region;
import io.decant.spi.op.ChannelExtents;

/**
 * Where an operand with channels last lies in its block.
 *
 * @param extents those of the block
 * @param offset of the operand's first element, in elements
 */
record Placement(ChannelExtents extents, long offset) {
  /** Returns the placement of all elements. */
  static Placement whole(ChannelExtents extents) {
    return new Placement(extents, 0);
  }

  /** Returns whether a region is all elements of these extents. */
  static boolean isWhole(Region region, ChannelExtents extents) {
    return region.offset() == 0
        && region.tensor().isDense()
        && region.tensor().shape().count() == extents.count();
  }
}
