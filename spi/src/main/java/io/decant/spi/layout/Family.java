package io.decant.spi.layout;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.memory.Region;
import io.decant.spi.op.ChannelExtents;
import java.util.Map;
import java.util.Optional;

/** Operators that become the same with channels last. */
@FunctionalInterface
interface Family {
  /**
   * Returns the form with channels last; empty where there is none, or too little is known to tell.
   *
   * @param known extents of blocks, as far as they are known
   */
  Optional<Form> form(ProgramOp op, Map<Block, ChannelExtents> known);

  /** Returns the extents of the first of some operands that is all of a block whose are known. */
  static Optional<ChannelExtents> firstKnown(
      ProgramOp op, Map<Block, ChannelExtents> known, int... operands) {
    for (int operand : operands) {
      Region region = op.operands().get(operand);
      ChannelExtents extents = known.get(region.block());
      if (extents != null && Placement.isWhole(region, extents)) {
        return Optional.of(extents);
      }
    }
    return Optional.empty();
  }
}
