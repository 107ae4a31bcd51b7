package io.decant.tiering;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PlannerProvider;
import io.decant.tiering.plan.HybridPlanner;
import io.decant.tiering.plan.HybridTuning;

/** Plans ahead like the default, and only copies: nothing is computed again. */
public final class SwapPlannerProvider implements PlannerProvider {
  @Override
  public String name() {
    return "swap";
  }

  @Override
  public Planner create(MemoryOptions options) {
    return new HybridPlanner(options.largeModelSupport(), HybridTuning.SWAP_ONLY);
  }
}
