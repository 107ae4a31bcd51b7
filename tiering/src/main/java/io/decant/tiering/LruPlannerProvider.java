package io.decant.tiering;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
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
    LargeModelSupport limits = options.largeModelSupport();
    if (limits.aboveBytes() > 0 || limits.fraction() > 0) {
      throw new IllegalArgumentException(
          "planner 'lru' moves blocks of any size; ask for --lms auto with it, or for the planner"
              + " 'hybrid', which keeps to -lms "
              + limits.aboveBytes() / 1024
              + " and -lms_frac "
              + limits.fraction());
    }
    return new OnDemand();
  }
}
