package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans one program: gives the blocks of drafts addresses, and takes the fastest that has some. */
final class ProgramPlanner {
  /** Where addresses make a plan slower than its draft by this factor, other drafts are tried. */
  private static final double COSTLY = 1.02;

  private final PlanRequest request;
  private final LoweredProgram program;
  private final HybridTuning tuning;
  private final Collection<Block> persistent;
  private final @Nullable Map<Block, Long> homes;
  private final double[] seconds;
  private final Set<Block> changed = new HashSet<>();
  private final PlanInput unmanaged;
  private final DraftSearch search;
  private final Map<List<Recomputation>, Turns> turns = new HashMap<>();

  /** What runs, and what it does with blocks. */
  private record Turns(RunOrder order, Map<Block, List<Use>> uses) {}

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

  /**
   * Returns a plan; empty when no address could be found for some block.
   *
   * @throws DeviceMemoryExceededException when some operator has too little room in any case
   */
  Optional<Plan> plan() {
    long pool = (long) (tuning.share() * request.poolBytes());
    List<Draft> drafts = search.fastestFirst(pool);
    if (drafts.isEmpty()) {
      throw search.doesNotFit(pool);
    }
    Optional<DraftPlacement.Placed> best = placed(drafts, pool, Optional.empty());
    for (double share : request.provisional() ? List.<Double>of() : tuning.leeways(program)) {
      if (best.isEmpty() || best.get().seconds() > COSTLY * drafts.get(0).seconds()) {
        long less = (long) (share * pool);
        best = placed(search.fastestFirst(less), less, best);
      }
    }
    return best.map(this::write);
  }

  /** Places drafts in a part of the pool; returns what is known if nothing is faster. */
  private Optional<DraftPlacement.Placed> placed(
      List<Draft> drafts, long pool, Optional<DraftPlacement.Placed> known) {
    DraftPlacement placement =
        new DraftPlacement(
            search,
            request.slabs().stream().mapToLong(Long::longValue).toArray(),
            homes == null ? Map.of() : homes,
            pool,
            tuning,
            program,
            request.provisional());
    Optional<DraftPlacement.Placed> best = known;
    for (Draft draft : drafts) {
      Optional<DraftPlacement.Placed> faster = best;
      double fastest = faster.map(placed -> placed.seconds()).orElse(Double.MAX_VALUE);
      best = placement.place(draft, fastest).or(() -> faster);
      if (request.provisional() && best.isPresent()) {
        break;
      }
    }
    return best;
  }

  private Plan write(DraftPlacement.Placed placed) {
    PlanSteps steps = new PlanSteps(program, placed.draft(), placed.stays());
    return new Plan(steps.list(), steps.homes(), forecast(placed));
  }

  private PlanInput input(List<Recomputation> recomputations) {
    Turns known = turns.computeIfAbsent(List.copyOf(recomputations), this::turns);
    RunOrder order = known.order();
    double[] times = new double[order.size()];
    for (int place = 0; place < times.length; place++) {
      times[place] = seconds[order.turn(place).op()];
    }
    return new PlanInput(
        order,
        times,
        new Lives(order, request.alignment(), this::changedElsewhere, boundary())
            .collect(known.uses(), persistent),
        request.links());
  }

  private Turns turns(List<Recomputation> recomputations) {
    RunOrder order = new RunOrder(program, recomputations);
    return new Turns(order, new BlockUses(order).map());
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

  private PlanForecast forecast(DraftPlacement.Placed placed) {
    Draft draft = placed.draft();
    OccupancyTree live = unmanaged.occupancy();
    return new PlanForecast(
        placed.seconds(),
        unmanaged.busy(),
        LowerBound.seconds(unmanaged, request.poolBytes()),
        draft.timeline().bytesIn(),
        draft.timeline().bytesOut(),
        draft.recomputed(),
        placed.stays().stream().mapToLong(Stay::end).max().orElse(0),
        live.most(0, live.size()),
        placed.time().beside());
  }
}
