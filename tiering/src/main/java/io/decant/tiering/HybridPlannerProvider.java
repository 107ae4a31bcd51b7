package io.decant.tiering;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PlannerProvider;
import io.decant.tiering.plan.HybridPlanner;

/** Plans ahead; the default. */
public final class HybridPlannerProvider implements PlannerProvider {
  @Override
  public String name() {
    return "hybrid";
  }

  @Override
  public Planner create(MemoryOptions options) {
    return new HybridPlanner(options.largeModelSupport());
  }
}
