package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import java.util.HashSet;
import java.util.Set;

/**
 * The device memory with which nothing needs to leave: for several programs all blocks of all of
 * them, but workspaces only as far as they are alive at once, which is the largest such sum of any
 * program.
 */
final class Footprint {
  private final int alignment;
  private final Set<Block> seen = new HashSet<>();
  private long blockBytes;
  private long scratchBytes;

  Footprint(int alignment) {
    this.alignment = alignment;
  }

  void add(LoweredProgram program) {
    for (Block block : program.blocks()) {
      if (!isScratch(block) && seen.add(block)) {
        blockBytes += aligned(block);
      }
    }
    scratchBytes = Math.max(scratchBytes, scratchPeak(program));
  }

  /** Returns the bytes. */
  long bytes() {
    return blockBytes + scratchBytes;
  }

  private long scratchPeak(LoweredProgram program) {
    Set<Block> live = new HashSet<>();
    long bytes = 0;
    long peak = 0;
    for (LoweredOp op : program.ops()) {
      for (BlockAccess access : op.accesses()) {
        if (isScratch(access.block()) && live.add(access.block())) {
          bytes += aligned(access.block());
        }
      }
      peak = Math.max(peak, bytes);
      for (BlockAccess access : op.accesses()) {
        if (access.dead() && live.remove(access.block())) {
          bytes -= aligned(access.block());
        }
      }
    }
    return peak;
  }

  private long aligned(Block block) {
    return BestFitAllocator.align(block.bytes(), alignment);
  }

  private static boolean isScratch(Block block) {
    return block.role() == BlockRole.WORKSPACE && !block.persistent();
  }
}
