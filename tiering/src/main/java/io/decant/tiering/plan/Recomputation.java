package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import java.util.List;

/**
 * A block whose contents are dropped, and computed again when they are needed. Operators are given
 * by their indices in the program.
 *
 * @param block the block
 * @param producers the operators that compute its contents from others, in order: the first finds
 *     it empty or overwrites it, the others change it in place
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

  /** Returns whether the block is away when an operator begins, or what runs before it. */
  boolean isAwayBefore(int op) {
    return op > dropped && op <= at;
  }
}
