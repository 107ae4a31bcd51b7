package io.decant.tiering;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PlannerProvider;
import io.decant.tiering.plan.IbmPlanner;

/** What IBM's Large Model Support for Caffe does, layer by layer. */
public final class IbmPlannerProvider implements PlannerProvider {
  @Override
  public String name() {
    return "ibm";
  }

  @Override
  public Planner create(MemoryOptions options) {
    return new IbmPlanner(options.largeModelSupport());
  }
}
