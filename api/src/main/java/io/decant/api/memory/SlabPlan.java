package io.decant.api.memory;

import io.decant.spi.memory.Alignment;
import io.decant.spi.memory.Block;
import java.util.ArrayList;
import java.util.List;

/** Spreads blocks over slabs no larger than the device allows. */
final class SlabPlan {
  private final List<List<Block>> slabs = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();

  SlabPlan(Iterable<Block> blocks, long slabLimit, int alignment) {
    List<Block> current = new ArrayList<>();
    long size = 0;
    for (Block block : blocks) {
      long bytes = Alignment.up(Math.max(1, block.bytes()), alignment);
      if (!current.isEmpty() && bytes > slabLimit - size) {
        add(current, size);
        current = new ArrayList<>();
        size = 0;
      }
      current.add(block);
      size += bytes;
    }
    if (!current.isEmpty()) {
      add(current, size);
    }
  }

  /** Returns the blocks of each slab, in the order of their offsets. */
  List<List<Block>> slabs() {
    return slabs;
  }

  /** Returns the size of a slab in bytes. */
  long size(int slab) {
    return sizes.get(slab);
  }

  private void add(List<Block> blocks, long size) {
    slabs.add(blocks);
    sizes.add(size);
  }
}
