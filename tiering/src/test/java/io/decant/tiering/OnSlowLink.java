package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.tiering.plan.HybridPlanner;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans as if the link were slow. */
class OnSlowLink implements MemoryManagerProvider, Planner {
  private final Planner hybrid = new HybridPlanner(LargeModelSupport.AUTO);

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return false;
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    return new TieredMemoryManager(context, this);
  }

  @Override
  public Optional<List<Plan>> plan(PlanRequest request) {
    return hybrid.plan(
        new PlanRequest(
            request.programs(),
            request.slabs(),
            request.alignment(),
            new LinkRates(1e6, 1e6),
            request.times(),
            request.memoryBytes()));
  }

  @Override
  public Set<Block> managed(List<LoweredProgram> programs, long memoryBytes) {
    return hybrid.managed(programs, memoryBytes);
  }
}
