package io.decant.tiering;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PlannerProvider;

/** No plan: blocks come when they are leased; what is least recently used makes room. */
public final class LruPlannerProvider implements PlannerProvider {
  @Override
  public String name() {
    return "lru";
  }

  @Override
  public Planner create(MemoryOptions options) {
    return new OnDemand(options.largeModelSupport());
  }
}
