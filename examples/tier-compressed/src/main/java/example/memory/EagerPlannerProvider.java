package example.memory;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PlannerProvider;

/** Named in META-INF/services/io.decant.spi.memory.PlannerProvider. */
public final class EagerPlannerProvider implements PlannerProvider {
  @Override
  public String name() {
    return "eager";
  }

  @Override
  public Planner create(MemoryOptions options) {
    return new EagerPlanner();
  }
}
