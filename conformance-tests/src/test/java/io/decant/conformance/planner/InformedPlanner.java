package io.decant.conformance.planner;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A planner that is told other times than are measured; remembers what it was asked last. */
final class InformedPlanner implements Planner {
  private final Planner planner;
  private final OpTimes times;
  private @Nullable PlanRequest asked;

  InformedPlanner(Planner planner, OpTimes times) {
    this.planner = planner;
    this.times = times;
  }

  @Override
  public Optional<List<Plan>> plan(PlanRequest request) {
    PlanRequest informed =
        new PlanRequest(
            request.programs(),
            request.slabs(),
            request.alignment(),
            request.links(),
            times,
            request.memoryBytes());
    asked = informed;
    return planner.plan(informed);
  }

  @Override
  public Set<Block> managed(List<LoweredProgram> programs, long memoryBytes) {
    return planner.managed(programs, memoryBytes);
  }

  /** Returns what it was asked last, with the times that it was told. */
  PlanRequest asked() {
    if (asked == null) {
      throw new IllegalStateException("it was not asked for a plan");
    }
    return asked;
  }
}
