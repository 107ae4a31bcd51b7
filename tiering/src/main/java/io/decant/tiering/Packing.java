package io.decant.tiering;

import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import java.util.Arrays;
import java.util.Comparator;

/** Whether the blocks of an operator fit into an empty pool, placed the largest first. */
final class Packing {
  /** The order in which {@link TieredResidency} places blocks in an empty pool. */
  static final Comparator<BlockAccess> LARGEST_FIRST =
      Comparator.comparingLong((BlockAccess access) -> access.block().bytes()).reversed();

  private final long[] slabSizes;
  private final int alignment;

  Packing(long[] slabSizes, int alignment) {
    this.slabSizes = slabSizes.clone();
    this.alignment = alignment;
  }

  boolean fits(LoweredOp op) {
    if (slabSizes.length == 1) {
      return op.workingSetBytes(alignment) <= slabSizes[0];
    }
    long[] free = slabSizes.clone();
    return op.accesses().stream()
        .sorted(LARGEST_FIRST)
        .allMatch(access -> place(BestFitAllocator.align(access.block().bytes(), alignment), free));
  }

  private static boolean place(long bytes, long[] free) {
    if (bytes == 0) {
      return true;
    }
    long smallest = Arrays.stream(free).filter(hole -> hole >= bytes).min().orElse(-1);
    for (int slab = 0; slab < free.length; slab++) {
      if (free[slab] == smallest) {
        free[slab] -= bytes;
        return true;
      }
    }
    return false;
  }
}
