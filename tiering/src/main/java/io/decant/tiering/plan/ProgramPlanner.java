package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans one program. Where copies hold it up, blocks are recomputed instead as far as that is
 * faster. Where addresses do not fit because holes are too small, it tries again as if the pool
 * were smaller.
 */
final class ProgramPlanner {
  private static final int ROUNDS = 3;
  private static final int PARTS = 8;
  private static final double[] SHARES = {1, 0.99, 0.97, 0.95, 0.92, 0.88, 0.84, 0.8, 0.7, 0.6};

  private final PlanRequest request;
  private final LoweredProgram program;
  private final Set<Block> managed;
  private final Collection<Block> persistent;
  private final @Nullable Map<Block, Long> homes;
  private final double[] seconds;
  private final Set<Block> changed = new HashSet<>();
  private final PlanInput unmanaged;

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
      Set<Block> managed,
      Collection<Block> persistent,
      @Nullable Map<Block, Long> homes) {
    this.request = request;
    this.program = program;
    this.managed = managed;
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
  }

  /** Returns a plan; empty when no address could be found for some block. */
  Optional<Plan> plan() {
    Draft best = draft(List.of());
    if (best == null) {
      return Optional.empty();
    }
    for (int round = 0; round < ROUNDS && best.waits(); round++) {
      Draft better = recomputing(best);
      if (better == best) {
        break;
      }
      best = better;
    }
    return Optional.of(best.plan());
  }

  /** Returns the fastest draft that recomputes more than another; that one when none is faster. */
  private Draft recomputing(Draft base) {
    List<Recomputation> candidates =
        new RecomputationChoice(program, base.input())
            .instead(base.timeline().transfers(), base.recomputations());
    Draft best = base;
    for (int part = 1; part <= PARTS; part++) {
      int count = candidates.size() * part / PARTS;
      if (count > candidates.size() * (part - 1) / PARTS) {
        List<Recomputation> all = new ArrayList<>(base.recomputations());
        all.addAll(candidates.subList(0, count));
        Draft draft = draft(all);
        best = draft != null && draft.seconds() < best.seconds() ? draft : best;
      }
    }
    return best;
  }

  private @Nullable Draft draft(List<Recomputation> recomputations) {
    List<Recomputation> inOrder = new ArrayList<>(recomputations);
    inOrder.sort(Comparator.comparingInt(Recomputation::producer));
    for (double share : SHARES) {
      Draft draft = draft(inOrder, (long) (share * request.poolBytes()));
      if (draft != null) {
        return draft;
      }
    }
    return null;
  }

  /** Returns the better of the drafts by two clocks: times may be wrong, order is not. */
  private @Nullable Draft draft(List<Recomputation> recomputations, long pool) {
    PlanInput timed = input(recomputations);
    Draft byTime = draft(recomputations, pool, timed, timed.starts());
    PlanInput counted = input(recomputations);
    Draft byCount = draft(recomputations, pool, counted, counted.counts());
    if (byTime == null || byCount == null) {
      return byTime == null ? byCount : byTime;
    }
    return byTime.beats(byCount) ? byTime : byCount;
  }

  private @Nullable Draft draft(
      List<Recomputation> recomputations, long pool, PlanInput input, double[] starts) {
    int tooLarge = new EvictionChoice(input, pool, managed, starts).run();
    if (tooLarge >= 0 && pool == request.poolBytes() && recomputations.isEmpty()) {
      throw new DoesNotFit(program, input, tooLarge, pool).exception();
    }
    if (tooLarge >= 0) {
      return null;
    }
    TransferTimeline timeline = new TransferTimeline(input, pool);
    double duration = timeline.run();
    List<Stay> stays =
        new Stays(input.ops(), timeline.transfers(), homes == null ? Map.of() : homes)
            .list(input.lives());
    long[] slabs = request.slabs().stream().mapToLong(Long::longValue).toArray();
    if (!new AddressPacking(slabs).place(stays)) {
      return null;
    }
    PlanSteps steps = new PlanSteps(input.ops(), stays, timeline.transfers(), recomputations);
    Plan plan =
        new Plan(
            steps.list(),
            steps.homes(),
            forecast(timeline, stays, duration, recomputations.size()));
    return new Draft(input, timeline, recomputations, plan);
  }

  private PlanInput input(List<Recomputation> recomputations) {
    double[] times = seconds.clone();
    recomputations.forEach(again -> times[again.at()] += seconds[again.producer()]);
    return new PlanInput(
        times,
        new Lives(program, request.alignment(), this::changedElsewhere, boundary())
            .collect(persistent, recomputations),
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

  private PlanForecast forecast(
      TransferTimeline timeline, List<Stay> stays, double duration, int recomputed) {
    OccupancyTree live = unmanaged.occupancy();
    long bytesIn = 0;
    long bytesOut = 0;
    for (Transfer transfer : timeline.transfers()) {
      long bytes = transfer.gap().life().block().bytes();
      bytesIn += transfer.in() ? bytes : 0;
      bytesOut += transfer.out() ? bytes : 0;
    }
    return new PlanForecast(
        duration,
        unmanaged.busy(),
        LowerBound.seconds(unmanaged, request.poolBytes(), clean(unmanaged)),
        bytesIn,
        bytesOut,
        recomputed,
        stays.stream().mapToLong(Stay::end).max().orElse(0),
        live.most(0, live.size()));
  }

  /** Returns the bytes of persistent blocks that the program never changes. */
  static long clean(PlanInput input) {
    return input.lives().stream()
        .filter(life -> life.block().persistent())
        .filter(life -> life.uses().stream().noneMatch(Use::writes))
        .mapToLong(BlockLife::bytes)
        .sum();
  }
}
