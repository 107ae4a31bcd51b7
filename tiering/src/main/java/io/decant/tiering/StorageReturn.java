package io.decant.tiering;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Has blocks that plans keep on the device give their storage back: at once, unless their contents
 * are there, and else in the first runs of the plan, in which they come to where it wants them.
 */
final class StorageReturn {
  /** Runs of a plan after which all blocks are where it wants them, and some more. */
  private static final int RUNS = 4;

  private final BlockMover mover;
  private final Set<ManagedBlock> staying = new HashSet<>();
  private int runs;

  StorageReturn(BlockMover mover) {
    this.mover = mover;
  }

  /**
   * Begins with a plan.
   *
   * @param blocks all that there are
   * @param leaving those of them that leave the device in it
   */
  void start(Collection<ManagedBlock> blocks, Set<ManagedBlock> leaving) {
    staying.clear();
    for (ManagedBlock block : blocks) {
      if (!leaving.contains(block) && block.block().window() == null) {
        staying.add(block);
      }
    }
    runs = RUNS;
    give();
  }

  /** Notes that a run begins. */
  void begin() {
    if (runs > 0) {
      runs--;
      give();
    }
  }

  private void give() {
    for (ManagedBlock block : staying) {
      if (block.residency() == Residency.DEVICE_CLEAN) {
        mover.modify(block);
      }
      if (!block.residency().onHost()) {
        mover.release(block);
      }
    }
  }

  /** Forgets a block. */
  void forget(ManagedBlock block) {
    staying.remove(block);
  }

  /** Forgets all blocks. */
  void clear() {
    staying.clear();
  }
}
