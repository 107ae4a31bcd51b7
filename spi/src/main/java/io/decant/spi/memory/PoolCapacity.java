package io.decant.spi.memory;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The device memory in which the blocks of an operator must lie together. Immutable, thread-safe.
 *
 * @param slabs sizes in bytes of the stretches of memory that it is made of; a block lies in one
 * @param alignment in bytes, to which the sizes of blocks are rounded up
 */
public record PoolCapacity(List<Long> slabs, int alignment) {
  /** Copies the list. */
  public PoolCapacity {
    slabs = List.copyOf(slabs);
  }

  /** Returns whether blocks of these sizes in bytes fit, when they are placed the largest first. */
  public boolean holds(Collection<Long> blocks) {
    if (slabs.size() == 1) {
      return blocks.stream().mapToLong(this::aligned).sum() <= slabs.get(0);
    }
    long[] free = slabs.stream().mapToLong(Long::longValue).toArray();
    return blocks.stream()
        .sorted(Comparator.reverseOrder())
        .allMatch(bytes -> place(aligned(bytes), free));
  }

  /** Returns whether the blocks of an operator fit. */
  public boolean holds(LoweredOp op) {
    return holds(op.accesses().stream().map(access -> access.block().bytes()).toList());
  }

  /** Returns a share of each stretch of memory. */
  public PoolCapacity times(double share) {
    return new PoolCapacity(
        slabs.stream().map(bytes -> Alignment.down((long) (share * bytes), alignment)).toList(),
        alignment);
  }

  private long aligned(long bytes) {
    return Alignment.up(bytes, alignment);
  }

  private static boolean place(long bytes, long[] free) {
    int best = -1;
    for (int slab = 0; slab < free.length; slab++) {
      if (free[slab] >= bytes && (best < 0 || free[slab] < free[best])) {
        best = slab;
      }
    }
    if (bytes > 0 && best >= 0) {
      free[best] -= bytes;
    }
    return bytes == 0 || best >= 0;
  }
}
