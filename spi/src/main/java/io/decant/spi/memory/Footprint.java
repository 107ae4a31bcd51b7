package io.decant.spi.memory;

import java.util.HashSet;
import java.util.Set;

/**
 * The device memory with which nothing needs to leave: for several programs all blocks of all of
 * them, but workspaces and windows only as far as they are alive at once, which is the largest such
 * sum of any program. Not thread-safe.
 */
public final class Footprint {
  private final int alignment;
  private final Set<Block> seen = new HashSet<>();
  private long blockBytes;
  private long scratchBytes;

  /**
   * Starts with no program.
   *
   * @param alignment to which each block is rounded up, in bytes
   */
  public Footprint(int alignment) {
    this.alignment = alignment;
  }

  /** Adds a program. */
  public void add(LoweredProgram program) {
    for (LoweredOp op : program.ops()) {
      for (BlockAccess access : op.accesses()) {
        if (!isScratch(access.block()) && seen.add(access.block())) {
          blockBytes += access.block().alignedBytes(alignment);
        }
      }
    }
    scratchBytes = Math.max(scratchBytes, scratchPeak(program));
  }

  /** Returns the bytes. */
  public long bytes() {
    return blockBytes + scratchBytes;
  }

  private long scratchPeak(LoweredProgram program) {
    Set<Block> live = new HashSet<>();
    long bytes = 0;
    long peak = 0;
    for (LoweredOp op : program.ops()) {
      for (BlockAccess access : op.accesses()) {
        if (isScratch(access.block()) && live.add(access.block())) {
          bytes += access.block().alignedBytes(alignment);
        }
      }
      peak = Math.max(peak, bytes);
      for (BlockAccess access : op.accesses()) {
        boolean leaves = access.dead() || access.block().window() != null;
        if (leaves && live.remove(access.block())) {
          bytes -= access.block().alignedBytes(alignment);
        }
      }
    }
    return peak;
  }

  private static boolean isScratch(Block block) {
    return block.window() != null || (block.role() == BlockRole.WORKSPACE && !block.persistent());
  }
}
