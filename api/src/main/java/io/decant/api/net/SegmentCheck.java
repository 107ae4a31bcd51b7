package io.decant.api.net;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes sure that a program can be gone on with behind a decision: what it needs from before is in
 * the blocks that the other program has filled.
 */
final class SegmentCheck {
  private SegmentCheck() {}

  /**
   * Checks.
   *
   * @param before the program that ran up to the decision
   * @param after the program that goes on
   * @param decision index of the decision
   */
  static void check(NetPass before, NetPass after, int decision) {
    List<LoweredOp> ops = after.schedule().program().ops();
    int cut = after.cut(decision);
    Set<Block> missing = blocks(ops.subList(0, cut));
    missing.removeAll(blocks(before.schedule().program().ops().subList(0, before.cut(decision))));
    for (LoweredOp op : ops.subList(cut, ops.size())) {
      for (BlockAccess access : op.accesses()) {
        if (missing.contains(access.block()) && !access.block().persistent()) {
          throw new IllegalStateException(
              op.op()
                  + " uses "
                  + access.block()
                  + ", which was not written before layer '"
                  + ops.get(cut - 1).op().layer()
                  + "' decided an extent; a layer must emit the same operators for the same shapes"
                  + " and keep what lasts beyond a decision");
        }
      }
    }
  }

  private static Set<Block> blocks(List<LoweredOp> ops) {
    Set<Block> blocks = new HashSet<>();
    ops.forEach(op -> op.accesses().forEach(access -> blocks.add(access.block())));
    return blocks;
  }
}
