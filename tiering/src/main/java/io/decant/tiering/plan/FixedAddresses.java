package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses for blocks that never leave: one behind the other from the start of each slab, the
 * largest first, so that what is left of each slab is in one piece.
 */
public final class FixedAddresses {
  private final int alignment;
  private final long[] slabs;
  private final long[] used;
  private final Map<Block, Long> addresses = new LinkedHashMap<>();

  private FixedAddresses(List<Long> slabs, int alignment) {
    this.alignment = alignment;
    this.slabs = slabs.stream().mapToLong(Long::longValue).toArray();
    this.used = new long[this.slabs.length];
  }

  /**
   * Finds addresses.
   *
   * @param slabs sizes in bytes; addresses run through them in order
   * @return empty when there is too little room
   */
  public static Optional<FixedAddresses> of(
      Collection<Block> blocks, List<Long> slabs, int alignment) {
    FixedAddresses result = new FixedAddresses(slabs, alignment);
    boolean room =
        blocks.stream()
            .filter(block -> block.bytes() > 0)
            .sorted(Comparator.comparingLong(Block::bytes).reversed())
            .allMatch(result::add);
    return room ? Optional.of(result) : Optional.empty();
  }

  /** Returns the addresses; blocks of size 0 have none. */
  public Map<Block, Long> addresses() {
    return addresses;
  }

  /** Returns what is left of each slab, in bytes. */
  public long[] left() {
    long[] left = slabs.clone();
    Arrays.setAll(left, i -> slabs[i] - used[i]);
    return left;
  }

  private boolean add(Block block) {
    long bytes = block.alignedBytes(alignment);
    long start = 0;
    for (int i = 0; i < slabs.length; i++) {
      if (used[i] + bytes <= slabs[i]) {
        addresses.put(block, start + used[i]);
        used[i] += bytes;
        return true;
      }
      start += slabs[i];
    }
    return false;
  }
}
