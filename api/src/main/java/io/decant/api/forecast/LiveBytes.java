package io.decant.api.forecast;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How many bytes are alive during each operator of a program if nothing ever leaves. */
final class LiveBytes {
  private LiveBytes() {}

  /**
   * Returns the bytes by operator.
   *
   * @param persistent blocks that are alive all the time
   */
  static List<Long> of(LoweredProgram program, Collection<Block> persistent) {
    Set<Block> live = new HashSet<>(persistent);
    long bytes = live.stream().mapToLong(Block::bytes).sum();
    List<Long> curve = new ArrayList<>(program.ops().size());
    for (LoweredOp op : program.ops()) {
      for (BlockAccess access : op.accesses()) {
        bytes += live.add(access.block()) ? access.block().bytes() : 0;
      }
      curve.add(bytes);
      for (BlockAccess access : op.accesses()) {
        boolean dies = access.dead() && !access.block().persistent();
        bytes -= dies && live.remove(access.block()) ? access.block().bytes() : 0;
      }
    }
    return curve;
  }
}
