package io.decant.spi.layout;

import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ChannelExtents;
import io.decant.spi.op.ChannelOp;
import io.decant.spi.op.Layout;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Operators over (outer, channels, inner): with channels last, positions move from the inner to the
 * outer axis.
 */
final class ChannelForms {
  private ChannelForms() {}

  /** Returns the family of an operator. */
  static Family of(ChannelOp spec) {
    ChannelExtents own = new ChannelExtents(spec.outer(), spec.channels(), spec.inner());
    Shape shape = own.tensor(Layout.CHANNELS_FIRST).shape();
    List<Operand> operands = spec.operands();
    int[] whole =
        IntStream.range(0, operands.size())
            .filter(i -> operands.get(i).tensor().shape().equals(shape))
            .toArray();
    return (op, known) ->
        Family.firstKnown(op, known, whole)
            .filter(own::equals)
            .map(all -> Form.of(spec.over(own.images() * own.positions(), 1), own, whole));
  }

  /** A broadcast, except of what has channels and positions of its own. */
  static Family broadcast() {
    return (op, known) -> {
      Broadcast spec = (Broadcast) op.spec();
      ChannelExtents own = new ChannelExtents(spec.outer(), spec.middle(), spec.inner());
      return Family.firstKnown(op, known, 0, 2)
          .filter(own::equals)
          .filter(all -> !spec.hasMiddle() || !spec.hasInner())
          .map(all -> Form.of(last(spec), all, 0, 2));
    };
  }

  /** The axes are images, positions, channels, or the first two of these as one. */
  private static Broadcast last(Broadcast first) {
    if (first.hasOuter() && first.hasInner()) {
      return Broadcast.alongMiddle(
          first.function(), 1, first.outer() * first.inner(), first.middle());
    }
    long positions = first.inner();
    boolean byPosition = first.hasInner();
    long channels = first.middle();
    boolean byChannel = first.hasMiddle();
    return new Broadcast(
        first.function(),
        first.outer(),
        positions,
        channels,
        first.hasOuter(),
        byPosition,
        byChannel);
  }
}
