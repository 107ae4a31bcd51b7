package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import java.util.HashSet;
import java.util.Set;

/**
 * The blocks that may ever have to leave the device: all but those whose contents nobody needs once
 * an operator has run, such as workspaces.
 */
final class Leaving {
  private final Set<Block> blocks = new HashSet<>();

  void add(LoweredProgram program) {
    for (LoweredOp op : program.ops()) {
      for (BlockAccess access : op.accesses()) {
        if (access.block().persistent() || !access.dead()) {
          blocks.add(access.block());
        }
      }
    }
  }

  /** Returns the bytes of all of them. */
  long bytes() {
    return blocks.stream().mapToLong(Block::bytes).sum();
  }

  /** Returns the bytes of the largest one. */
  long largest() {
    return blocks.stream().mapToLong(Block::bytes).max().orElse(0);
  }
}
