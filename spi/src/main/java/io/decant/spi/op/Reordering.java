package io.decant.spi.op;

import java.util.List;
import java.util.Optional;

/** Computes an operator with channels last by the one with channels first, between copies. */
final class Reordering {
  private Reordering() {}

  /**
   * Returns the decomposition.
   *
   * @param first the operator with channels first
   * @param operands for each operand its extents; empty where it is the same in both layouts
   */
  static Decomposition around(OpSpec first, List<Optional<ChannelExtents>> operands) {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref[] refs = new Decomposition.Ref[operands.size()];
    for (int i = 0; i < refs.length; i++) {
      refs[i] = steps.operand(i);
      if (isReordered(operands.get(i))) {
        ChannelExtents extents = operands.get(i).orElseThrow();
        refs[i] = steps.temporary(extents.count());
        if (first.operands().get(i).intent().reads()) {
          steps.step(
              extents.conversion(Layout.CHANNELS_LAST, Layout.CHANNELS_FIRST),
              steps.operand(i),
              refs[i]);
        }
      }
    }
    steps.step(first, refs);
    for (int i = 0; i < refs.length; i++) {
      if (isReordered(operands.get(i)) && first.operands().get(i).intent().writes()) {
        steps.step(
            operands.get(i).orElseThrow().conversion(Layout.CHANNELS_FIRST, Layout.CHANNELS_LAST),
            refs[i],
            steps.operand(i));
      }
    }
    return steps.build();
  }

  private static boolean isReordered(Optional<ChannelExtents> operand) {
    return operand.isPresent() && !operand.get().isSameInBoth();
  }
}
