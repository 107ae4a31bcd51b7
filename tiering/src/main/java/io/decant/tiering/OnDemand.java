package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.tiering.plan.ManagedBlocks;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Never has a plan, so that blocks come when they are leased. */
final class OnDemand implements Planner {
  private final LargeModelSupport limits;

  /**
   * Creates a planner.
   *
   * @param limits which blocks may leave
   */
  OnDemand(LargeModelSupport limits) {
    this.limits = limits;
  }

  @Override
  public Optional<List<Plan>> plan(PlanRequest request) {
    return Optional.empty();
  }

  @Override
  public Set<Block> managed(List<LoweredProgram> programs, long memoryBytes) {
    return ManagedBlocks.find(limits, programs, memoryBytes);
  }

  @Override
  public boolean plansAhead() {
    return false;
  }
}
