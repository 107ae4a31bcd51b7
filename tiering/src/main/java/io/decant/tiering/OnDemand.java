package io.decant.tiering;

import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import java.util.List;
import java.util.Optional;

/** Never has a plan, so that blocks come when they are leased. */
final class OnDemand implements Planner {
  @Override
  public Optional<List<Plan>> plan(PlanRequest request) {
    return Optional.empty();
  }

  @Override
  public boolean plansAhead() {
    return false;
  }
}
