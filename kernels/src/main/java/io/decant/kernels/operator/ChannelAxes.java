package io.decant.kernels.operator;

import io.decant.kernels.KernelTraits;

/**
 * The extents of a tensor whose channels are treated apart.
 *
 * @param outer before the channels
 * @param channels channels
 * @param inner behind the channels
 */
record ChannelAxes(long outer, long channels, long inner) {
  /** Returns the elements of the tensor. */
  long count() {
    return outer * channels * inner;
  }

  /** Returns the elements of a channel. */
  long perChannel() {
    return outer * inner;
  }

  /**
   * Returns whether work items take columns: where neighbours are of other channels, and work items
   * of a group read together.
   */
  boolean areColumns(KernelTraits traits) {
    return inner == 1 && !traits.isCpu();
  }

  /** Returns these extents, of which the last is 1, as rows along the channels. */
  ChannelAxes alongRows() {
    return new ChannelAxes(outer, 1, channels);
  }
}
