package io.decant.api.memory;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Offsets in one arena for the workspaces and temporaries of a program: blocks that are never alive
 * at the same time share addresses.
 */
final class ScratchLayout {
  private final Map<Block, Long> offsets = new HashMap<>();
  private long bytes;

  ScratchLayout(LoweredProgram program, int alignment) {
    TreeMap<Long, Long> used = new TreeMap<>();
    List<LoweredOp> ops = program.ops();
    for (LoweredOp op : ops) {
      for (BlockAccess access : op.accesses()) {
        if (isScratch(access.block()) && !offsets.containsKey(access.block())) {
          place(access.block(), used, alignment);
        }
      }
      for (BlockAccess access : op.accesses()) {
        if (isScratch(access.block()) && access.dead()) {
          used.remove(offsets.get(access.block()));
        }
      }
    }
  }

  static boolean isScratch(Block block) {
    return block.role() == BlockRole.WORKSPACE && !block.persistent();
  }

  Map<Block, Long> offsets() {
    return offsets;
  }

  long bytes() {
    return bytes;
  }

  /** Takes the lowest gap that is large enough; {@code used} maps starts to ends. */
  private void place(Block block, SortedMap<Long, Long> used, int alignment) {
    long size = SlabPlan.align(Math.max(1, block.bytes()), alignment);
    long start = 0;
    for (Map.Entry<Long, Long> range : used.entrySet()) {
      if (range.getKey() - start >= size) {
        break;
      }
      start = range.getValue();
    }
    used.put(start, start + size);
    offsets.put(block, start);
    bytes = Math.max(bytes, start + size);
  }
}
