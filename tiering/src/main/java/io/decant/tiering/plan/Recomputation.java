package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredProgram;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A block whose contents are dropped, and computed again when they are needed. Operators are given
 * by their indices in the program.
 *
 * @param block the block
 * @param producers the operators that compute its contents from others, in order: the first that
 *     writes a block finds it empty or overwrites it, the others change it in place; besides this
 *     block they may write others, from which it is computed and which are of no use elsewhere
 * @param dropped the operator behind which it is dropped
 * @param at the operator that needs it next, before which it is there again at the latest
 */
record Recomputation(Block block, List<Integer> producers, int dropped, int at) {
  /** Copies the list. */
  Recomputation {
    producers = List.copyOf(producers);
  }

  /** Returns the operator that completes the contents. */
  int producer() {
    return producers.get(producers.size() - 1);
  }

  /** Returns which blocks each of the operators is the first to write, in a program. */
  Map<Integer, Set<Block>> firstWritten(LoweredProgram program) {
    Set<Block> seen = new HashSet<>();
    Map<Integer, Set<Block>> first = new HashMap<>();
    for (int producer : producers) {
      Set<Block> found = new HashSet<>();
      for (BlockAccess access : program.ops().get(producer).accesses()) {
        if (access.writes() && seen.add(access.block())) {
          found.add(access.block());
        }
      }
      first.put(producer, found);
    }
    return first;
  }

  /** Returns the blocks that the operators read and do not write themselves. */
  Set<Block> inputs(LoweredProgram program) {
    Set<Block> written = new HashSet<>();
    Set<Block> read = new LinkedHashSet<>();
    for (int producer : producers) {
      for (BlockAccess access : program.ops().get(producer).accesses()) {
        (access.writes() ? written : read).add(access.block());
      }
    }
    read.removeAll(written);
    return read;
  }

  /** Returns whether the block is away when an operator begins, or what runs before it. */
  boolean isAwayBefore(int op) {
    return op > dropped && op <= at;
  }
}
