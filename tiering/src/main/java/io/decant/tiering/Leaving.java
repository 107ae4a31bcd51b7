package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The blocks that may ever have to leave the device: those that a planner may move, without
 * workspaces, whose contents nobody needs once an operator has run. Windows have no storage of
 * their own, their parents do.
 */
final class Leaving {
  private final Set<Block> blocks = new HashSet<>();

  private Leaving() {}

  /**
   * Finds them.
   *
   * @param managed what a planner may move
   */
  static Leaving of(List<LoweredProgram> programs, Set<Block> managed) {
    Leaving leaving = new Leaving();
    for (LoweredProgram program : programs) {
      for (LoweredOp op : program.ops()) {
        op.accesses().stream()
            .filter(access -> !isWorkspace(access) && managed.contains(access.block()))
            .filter(access -> access.block().window() == null)
            .forEach(access -> leaving.blocks.add(access.block()));
        op.parents().forEach(access -> leaving.blocks.add(access.block()));
      }
    }
    return leaving;
  }

  private static boolean isWorkspace(BlockAccess access) {
    return access.dead()
        && access.block().role() == BlockRole.WORKSPACE
        && !access.block().persistent();
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
