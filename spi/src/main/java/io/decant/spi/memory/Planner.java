package io.decant.spi.memory;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans where blocks are while programs run. A pure function: equal requests, equal plans. */
public interface Planner {
  /**
   * Plans programs that share a pool. Every operator's blocks are known to fit.
   *
   * @return a plan for each program, in their order; empty when the planner has none for this pool,
   *     so that blocks are moved on demand
   */
  Optional<List<Plan>> plan(PlanRequest request);

  /**
   * Returns the blocks that may leave the device.
   *
   * @param programs all programs that share a pool, in the order of admission
   * @param memoryBytes what the pool may take
   */
  Set<Block> managed(List<LoweredProgram> programs, long memoryBytes);

  /**
   * Returns whether operators may be fused, laid out otherwise and cut into tiles; if not, each
   * runs as its layer emitted it, and one whose blocks exceed the pool is refused.
   */
  default boolean changesPrograms() {
    return true;
  }

  /** Returns whether it ever has a plan; one that has none is not asked. */
  default boolean plansAhead() {
    return true;
  }
}
