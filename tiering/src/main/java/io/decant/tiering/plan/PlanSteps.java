package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Step;
import io.decant.spi.memory.WindowSteps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a plan down as steps. */
final class PlanSteps {
  private final RunOrder order;
  private final int ops;
  private final WindowSteps windows;
  private final List<BlockLife> lives;
  private final List<Stay> stays;
  private final TransferTimeline timeline;
  private final ByOperator<Step> before = new ByOperator<>();
  private final ByOperator<Step> behind = new ByOperator<>();

  PlanSteps(LoweredProgram program, Draft draft, List<Stay> stays) {
    this.windows = new WindowSteps(program);
    this.order = draft.input().order();
    this.ops = draft.input().ops();
    this.lives = draft.input().lives();
    this.stays = stays;
    this.timeline = draft.timeline();
  }

  List<Step> list() {
    for (Stay stay : stays) {
      for (Span span : stay.spans()) {
        if (span.first() > 0 || !stay.life().isHome()) {
          before.add(span.first(), new Step.Place(stay.life().block(), stay.address()));
        }
      }
    }
    for (Transfer transfer : timeline.transfers()) {
      Gap gap = transfer.gap();
      behind.add(gap.after(), new Step.SwapOut(gap.life().block()));
    }
    for (int op = -1; op < ops; op++) {
      for (Transfer transfer : timeline.writtenBackBehind(op)) {
        behind.add(op, new Step.WriteBack(transfer.gap().life().block()));
      }
    }
    // In the order of need: what is needed first must not wait for the others.
    for (Transfer transfer : timeline.arrivals()) {
      before.add(transfer.issued(), new Step.SwapIn(transfer.gap().life().block()));
    }
    addDrops();
    List<Step> steps = new ArrayList<>(behind.at(-1));
    for (int op = 0; op < ops; op++) {
      steps.addAll(before.at(op));
      RunOrder.Turn turn = order.turn(op);
      steps.add(turn.again() ? new Step.Recompute(turn.op()) : new Step.Compute(turn.op()));
      steps.addAll(behind.at(op));
      if (!turn.again()) {
        steps.addAll(windows.drops(turn.op()));
      }
    }
    steps.addAll(before.at(ops));
    return steps;
  }

  /** Has contents dropped that leases do not know to be of no use until they are computed again. */
  private void addDrops() {
    for (BlockLife life : lives) {
      List<Use> uses = isDroppable(life.block()) ? life.uses() : List.of();
      for (int i = 0; i < uses.size(); i++) {
        int op = uses.get(i).op();
        Use next = i + 1 < uses.size() ? uses.get(i + 1) : null;
        boolean unneeded = next == null ? isLeftOver(op, life.block()) : isAnew(op, next);
        if (unneeded) {
          behind.add(op, new Step.Drop(life.block()));
        }
      }
    }
  }

  private boolean isLeftOver(int op, Block block) {
    return order.turn(op).again() && !order.program().program().retained().contains(block);
  }

  /** Returns whether one of two uses that follow each other repeats what leases know, anew. */
  private boolean isAnew(int op, Use next) {
    return !next.fetch() && (order.turn(next.op()).again() || order.turn(op).again());
  }

  private boolean isDroppable(Block block) {
    return !block.persistent() && block.window() == null && block.role() != BlockRole.WORKSPACE;
  }

  /** Returns the addresses of the blocks that are on the device between runs. */
  Map<Block, Long> homes() {
    Map<Block, Long> homes = new LinkedHashMap<>();
    for (Stay stay : stays) {
      if (stay.life().isHome() && stay.last() == ops) {
        homes.put(stay.life().block(), stay.address());
      }
    }
    return homes;
  }
}
