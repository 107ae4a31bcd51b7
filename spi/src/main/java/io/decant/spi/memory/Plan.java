package io.decant.spi.memory;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one program is to run in a pool.
 *
 * @param steps in order
 * @param home addresses of the persistent blocks that are on the device between runs; the plans of
 *     programs that share a pool agree on them
 * @param lasting blocks whose contents last, through their last use and from run to run, until a
 *     {@link Step.Drop}: they are copied out while nobody needs them any more, and come along
 *     wherever the block comes back, even to be overwritten; their copies do not overlap operators
 * @param forecast what the planner expects
 */
public record Plan(
    List<Step> steps, Map<Block, Long> home, Set<Block> lasting, PlanForecast forecast) {
  /** Copies the collections. */
  public Plan {
    steps = List.copyOf(steps);
    home = Map.copyOf(home);
    lasting = Set.copyOf(lasting);
  }

  /** Creates a plan in which contents last as long as they are needed. */
  public Plan(List<Step> steps, Map<Block, Long> home, PlanForecast forecast) {
    this(steps, home, Set.of(), forecast);
  }
}
