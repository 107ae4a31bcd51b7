package io.decant.spi.memory;

import java.util.List;
import java.util.Map;

/**
 * How one program is to run in a pool.
 *
 * @param steps in order
 * @param home addresses of the persistent blocks that are on the device between runs; the plans of
 *     programs that share a pool agree on them
 * @param forecast what the planner expects
 */
public record Plan(List<Step> steps, Map<Block, Long> home, PlanForecast forecast) {
  /** Copies the collections. */
  public Plan {
    steps = List.copyOf(steps);
    home = Map.copyOf(home);
  }
}
