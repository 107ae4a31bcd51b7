package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.WindowOf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Collects the lives of all blocks that matter to a program. Blocks of size 0 never do. */
final class Lives {
  private final RunOrder order;
  private final int alignment;
  private final Predicate<Block> changedElsewhere;
  private final Function<Block, BlockLife.Boundary> boundary;

  /**
   * Starts a collection.
   *
   * @param order what a run of the program executes
   * @param alignment to which sizes are rounded up
   * @param changedElsewhere whether another program changes a block
   * @param boundary where persistent blocks are between runs
   */
  Lives(
      RunOrder order,
      int alignment,
      Predicate<Block> changedElsewhere,
      Function<Block, BlockLife.Boundary> boundary) {
    this.changedElsewhere = changedElsewhere;
    this.order = order;
    this.alignment = alignment;
    this.boundary = boundary;
  }

  /**
   * Returns the lives, in the order of first use.
   *
   * @param used what operators do with each block, in their order
   * @param others persistent blocks of other programs that share the pool
   */
  List<BlockLife> collect(Map<Block, List<Use>> used, Collection<Block> others) {
    Map<Block, List<Use>> uses = new LinkedHashMap<>(used);
    for (Block block : others) {
      if (block.persistent() && block.bytes() > 0) {
        uses.putIfAbsent(block, List.of());
      }
    }
    List<BlockLife> lives = new ArrayList<>();
    uses.forEach(
        (block, list) -> {
          BlockLife life = life(block, list);
          WindowOf window = block.window();
          if (window != null) {
            int opened = opened(uses.getOrDefault(window.parent(), List.of()), list.get(0).op());
            life.isWindow(opened, order.size());
          }
          lives.add(life);
        });
    return lives;
  }

  /** Returns the last operator before another that changes a block or has it on the device. */
  private static int opened(List<Use> parent, int before) {
    int last = -1;
    for (Use use : parent) {
      if (use.op() < before && (use.writes() || !use.onHost())) {
        last = use.op();
      }
    }
    return last;
  }

  private BlockLife life(Block block, List<Use> uses) {
    long bytes = block.alignedBytes(alignment);
    return new BlockLife(
        block,
        bytes,
        uses,
        order.program().program().retained().contains(block),
        changedElsewhere.test(block),
        block.persistent() ? boundary.apply(block) : BlockLife.Boundary.FREE,
        order.size());
  }
}
