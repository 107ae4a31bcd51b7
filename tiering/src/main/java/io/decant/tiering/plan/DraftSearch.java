package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.LoweredProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the fastest draft of one program in a pool. Where copies hold it up, blocks are
 * computed again instead, as far as that is faster.
 */
final class DraftSearch {
  private final LoweredProgram program;
  private final Set<Block> managed;
  private final HybridTuning tuning;
  private final Function<List<Recomputation>, PlanInput> inputs;

  /**
   * Prepares a search.
   *
   * @param managed the blocks that may leave
   * @param inputs makes what a plan with these recomputations is made from, with no gap decided
   */
  DraftSearch(
      LoweredProgram program,
      Set<Block> managed,
      HybridTuning tuning,
      Function<List<Recomputation>, PlanInput> inputs) {
    this.program = program;
    this.managed = managed;
    this.tuning = tuning;
    this.inputs = inputs;
  }

  /**
   * Returns the fastest draft found.
   *
   * @param pool bytes that blocks may take
   * @throws DeviceMemoryExceededException when some operator has too little room in any case
   */
  Draft best(long pool) {
    Draft best = draft(List.of(), pool, pool);
    if (best == null) {
      PlanInput input = inputs.apply(List.of());
      int op = new EvictionChoice(input, pool, pool, managed, input.counts()).run();
      throw new DoesNotFit(program, input, op, pool).exception();
    }
    for (int round = 0; round < tuning.rounds() && best.waits(); round++) {
      Draft better = recomputing(best, pool);
      if (!better.beats(best)) {
        break;
      }
      best = better;
    }
    return best;
  }

  /** Returns the fastest draft that recomputes more than another; that one when none is faster. */
  private Draft recomputing(Draft base, long pool) {
    List<Recomputation> candidates =
        new RecomputationChoice(program, base.input())
            .instead(base.timeline().transfers(), base.recomputations());
    int parts = tuning.parts(program);
    Draft best = base;
    for (int part = 1; part <= parts; part++) {
      int count = (int) ((long) candidates.size() * part / parts);
      if (count > (long) candidates.size() * (part - 1) / parts) {
        List<Recomputation> all = new ArrayList<>(base.recomputations());
        all.addAll(candidates.subList(0, count));
        Draft draft = draft(all, pool, pool);
        best = draft != null && draft.seconds() < best.seconds() ? draft : best;
      }
    }
    return best;
  }

  /**
   * Returns the better of the drafts by two clocks: times may be wrong, order is not.
   *
   * @param pool bytes that blocks may take
   * @param whole bytes that those of one operator may take, if it runs alone
   * @return null when some operator has too little room
   */
  @Nullable Draft draft(List<Recomputation> recomputations, long pool, long whole) {
    List<Recomputation> inOrder = new ArrayList<>(recomputations);
    inOrder.sort(Comparator.comparingInt(Recomputation::producer));
    Draft byTime = tuning.byTime() ? draft(inOrder, pool, whole, PlanInput::starts) : null;
    Draft byCount = tuning.byCount() ? draft(inOrder, pool, whole, PlanInput::counts) : null;
    if (byTime == null || byCount == null) {
      return byTime == null ? byCount : byTime;
    }
    return byTime.beats(byCount) ? byTime : byCount;
  }

  private @Nullable Draft draft(
      List<Recomputation> recomputations,
      long pool,
      long whole,
      Function<PlanInput, double[]> clock) {
    PlanInput input = inputs.apply(recomputations);
    if (new EvictionChoice(input, pool, whole, managed, clock.apply(input)).run() >= 0) {
      return null;
    }
    TransferTimeline timeline = new TransferTimeline(input, pool, tuning.headStart());
    return new Draft(input, timeline, timeline.run(), recomputations);
  }
}
