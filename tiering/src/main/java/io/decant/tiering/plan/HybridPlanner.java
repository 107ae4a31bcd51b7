package io.decant.tiering.plan;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans ahead: blocks leave in the gaps between their uses that cost least, copies start as early
 * as they are possible and as late as they are needed, addresses are fixed.
 *
 * <p>The longest program decides which persistent blocks are on the device between runs, and where;
 * the others find them there and leave them there.
 */
public final class HybridPlanner implements Planner {
  private final LargeModelSupport limits;
  private final HybridTuning tuning;

  /**
   * Creates a planner.
   *
   * @param limits which blocks may leave
   */
  public HybridPlanner(LargeModelSupport limits) {
    this(limits, HybridTuning.DEFAULT);
  }

  /**
   * Creates a planner that tries as hard as it is told to.
   *
   * @param limits which blocks may leave
   */
  public HybridPlanner(LargeModelSupport limits, HybridTuning tuning) {
    this.limits = limits;
    this.tuning = tuning;
  }

  @Override
  public Optional<List<Plan>> plan(PlanRequest request) {
    Set<Block> persistent = new LinkedHashSet<>();
    for (LoweredProgram program : request.programs()) {
      program.blocks().stream().filter(Block::persistent).forEach(persistent::add);
    }
    Set<Block> managed = managed(request.programs(), request.memoryBytes());
    List<LoweredProgram> longestFirst = new ArrayList<>(request.programs());
    longestFirst.sort(Comparator.comparingDouble(program -> -seconds(program, request.times())));
    Map<LoweredProgram, Plan> plans = new HashMap<>();
    Map<Block, Long> homes = null;
    for (LoweredProgram program : longestFirst) {
      Optional<Plan> plan =
          new ProgramPlanner(request, program, tuning, managed, persistent, homes).plan();
      if (plan.isEmpty()) {
        return Optional.empty();
      }
      plans.put(program, plan.get());
      homes = homes == null ? new HashMap<>(plan.get().home()) : homes;
    }
    return Optional.of(request.programs().stream().map(plans::get).toList());
  }

  @Override
  public Set<Block> managed(List<LoweredProgram> programs, long memoryBytes) {
    return ManagedBlocks.find(limits, programs, memoryBytes);
  }

  private static double seconds(LoweredProgram program, OpTimes times) {
    return program.ops().stream().mapToDouble(times::seconds).sum();
  }
}
