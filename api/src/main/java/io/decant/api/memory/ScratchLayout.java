package io.decant.api.memory;

import io.decant.spi.memory.Alignment;
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
    List<LoweredOp> ops = program.ops();
    Map<Block, Integer> lastUses = new HashMap<>();
    for (int i = 0; i < ops.size(); i++) {
      for (Block block : scratch(ops.get(i))) {
        lastUses.put(block, i);
      }
    }
    TreeMap<Long, Long> used = new TreeMap<>();
    for (int i = 0; i < ops.size(); i++) {
      for (Block block : scratch(ops.get(i))) {
        if (!offsets.containsKey(block)) {
          place(block, used, alignment);
        }
      }
      for (Block block : scratch(ops.get(i))) {
        if (lastUses.getOrDefault(block, i) == i) {
          used.remove(offsets.get(block));
        }
      }
    }
  }

  private static List<Block> scratch(LoweredOp op) {
    return op.accesses().stream().map(BlockAccess::block).filter(ScratchLayout::isScratch).toList();
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
    long size = Alignment.up(Math.max(1, block.bytes()), alignment);
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
