package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans one program: gives the blocks of the fastest drafts addresses. Where addresses do not fit
 * because holes are too small, it tries again as if the pool were smaller, and has operators that
 * do not fit then run alone.
 */
final class ProgramPlanner {
  private static final double[] SHARES = {
    1, 0.99, 0.97, 0.95, 0.92, 0.88, 0.84, 0.8, 0.7, 0.6, 0.5, 0.4
  };

  /** Drafts that get addresses, of which the fastest counts. */
  private static final int CANDIDATES = 3;

  private final PlanRequest request;
  private final LoweredProgram program;
  private final HybridTuning tuning;
  private final Collection<Block> persistent;
  private final @Nullable Map<Block, Long> homes;
  private final double[] seconds;
  private final Set<Block> changed = new HashSet<>();
  private final PlanInput unmanaged;
  private final DraftSearch search;

  /**
   * Prepares a plan.
   *
   * @param managed the blocks that may leave
   * @param persistent the persistent blocks of all programs that share the pool
   * @param homes where some of them are between runs; null when this plan decides
   */
  ProgramPlanner(
      PlanRequest request,
      LoweredProgram program,
      HybridTuning tuning,
      Set<Block> managed,
      Collection<Block> persistent,
      @Nullable Map<Block, Long> homes) {
    this.request = request;
    this.program = program;
    this.tuning = tuning;
    this.persistent = persistent;
    this.homes = homes;
    this.seconds = program.ops().stream().mapToDouble(request.times()::seconds).toArray();
    for (LoweredProgram other : request.programs()) {
      if (other != program) {
        other.ops().stream()
            .flatMap(op -> op.accesses().stream())
            .filter(BlockAccess::writes)
            .forEach(access -> changed.add(access.block()));
      }
    }
    this.unmanaged = input(List.of());
    this.search = new DraftSearch(program, unmanaged, managed, tuning, this::input);
  }

  /** Returns a plan; empty when no address could be found for some block. */
  Optional<Plan> plan() {
    Optional<Plan> best = Optional.empty();
    List<Draft> drafts = search.fastestFirst(pool(1));
    int candidates =
        Math.min(drafts.size(), Math.max(1, Math.min(CANDIDATES, tuning.rounds(program))));
    for (Draft draft : drafts.subList(0, candidates)) {
      double fastest = best.map(plan -> plan.forecast().seconds()).orElse(Double.MAX_VALUE);
      if (draft.seconds() < fastest) {
        Optional<Plan> plan = place(draft, fastest);
        best = plan.isPresent() ? plan : best;
      }
    }
    return best.isPresent() || drafts.size() <= candidates
        ? best
        : place(drafts.get(drafts.size() - 1), Double.MAX_VALUE);
  }

  /** Returns a plan like a draft that is faster than another; empty when there is none. */
  private Optional<Plan> place(Draft draft, double fastest) {
    for (double share : SHARES) {
      Draft smaller =
          share == 1 ? draft : search.draft(draft.recomputations(), pool(share), pool(1));
      if (smaller == null || smaller.seconds() >= fastest) {
        continue;
      }
      Optional<Plan> plan = place(smaller);
      if (plan.isPresent()) {
        return plan;
      }
    }
    return Optional.empty();
  }

  private long pool(double share) {
    return (long) (share * tuning.share() * request.poolBytes());
  }

  private Optional<Plan> place(Draft draft) {
    PlanInput input = draft.input();
    List<Transfer> transfers = draft.timeline().transfers();
    List<Stay> stays =
        new Stays(input.ops(), transfers, homes == null ? Map.of() : homes).list(input.lives());
    long[] slabs = request.slabs().stream().mapToLong(Long::longValue).toArray();
    if (!new AddressPacking(input.ops(), slabs).place(stays)) {
      return Optional.empty();
    }
    PlanSteps steps = new PlanSteps(program, draft, stays);
    return Optional.of(new Plan(steps.list(), steps.homes(), forecast(draft, stays)));
  }

  private PlanInput input(List<Recomputation> recomputations) {
    RunOrder order = new RunOrder(program, recomputations);
    double[] times = new double[order.size()];
    for (int place = 0; place < times.length; place++) {
      times[place] = seconds[order.turn(place).op()];
    }
    return new PlanInput(
        order,
        times,
        new Lives(order, request.alignment(), this::changedElsewhere, boundary())
            .collect(persistent),
        request.links());
  }

  private boolean changedElsewhere(Block block) {
    return changed.contains(block);
  }

  private Function<Block, BlockLife.Boundary> boundary() {
    Map<Block, Long> known = homes;
    if (known == null) {
      return block -> BlockLife.Boundary.FREE;
    }
    return block -> known.containsKey(block) ? BlockLife.Boundary.HOME : BlockLife.Boundary.AWAY;
  }

  private PlanForecast forecast(Draft draft, List<Stay> stays) {
    OccupancyTree live = unmanaged.occupancy();
    return new PlanForecast(
        draft.seconds(),
        unmanaged.busy(),
        LowerBound.seconds(unmanaged, request.poolBytes()),
        draft.timeline().bytesIn(),
        draft.timeline().bytesOut(),
        draft.recomputed(),
        stays.stream().mapToLong(Stay::end).max().orElse(0),
        live.most(0, live.size()));
  }
}
