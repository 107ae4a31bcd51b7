package io.decant.spi.op;

/**
 * An operator over (outer, channels, inner) to which an outer and an inner position are the same:
 * over (outer * inner, channels, 1) it computes the same of tensors whose channels lie last.
 * Operands of these three axes have all elements; others have one for each channel, or none.
 */
public interface ChannelOp extends OpSpec {
  /** Returns the extent of the axes before the channels. */
  long outer();

  /** Returns the number of channels. */
  long channels();

  /** Returns the extent of the axes behind the channels. */
  long inner();

  /** Returns the same operator over other axes before and behind the channels. */
  ChannelOp over(long outerExtent, long innerExtent);
}
