package io.decant.spi.op;

import java.util.function.LongFunction;

/**
 * The axes along which operators over (outer, channels, inner) are cut, where no tile writes what
 * another does.
 */
final class ChannelTiles {
  private ChannelTiles() {}

  /** Returns the axis before the channels. */
  static TileAxis outer(ChannelOp op) {
    return TileAxis.along(
        "outer", op.outer(), op, n -> op.over(n, op.inner()), axes(op, 0, Tile.WHOLE));
  }

  /**
   * Returns the axis of the channels.
   *
   * @param part returns the operator over a number of channels
   */
  static TileAxis channels(ChannelOp op, LongFunction<OpSpec> part) {
    return TileAxis.along("channels", op.channels(), op, part, axes(op, 1, 0));
  }

  /** Returns the axis behind the channels. */
  static TileAxis inner(ChannelOp op) {
    return TileAxis.along(
        "inner", op.inner(), op, n -> op.over(op.outer(), n), axes(op, 2, Tile.WHOLE));
  }

  /** For each operand: an axis of one of all elements, another of one with one for each channel. */
  private static int[] axes(ChannelOp op, int ofElements, int ofChannels) {
    return op.operands().stream()
        .mapToInt(operand -> operand.tensor().shape().rank() == 1 ? ofChannels : ofElements)
        .toArray();
  }
}
