package io.decant.spi.memory;

/** Supplies planners; found by {@link java.util.ServiceLoader}. Stateless. */
public interface PlannerProvider {
  /** Returns the name by which users choose it. */
  String name();

  /** Creates a planner for these options. */
  Planner create(MemoryOptions options);
}
