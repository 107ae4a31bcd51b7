package io.decant.spi.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Supplies planners; found by {@link java.util.ServiceLoader}. Stateless. */
public interface PlannerProvider {
  /** Returns the name by which users choose it. */
  String name();

  /** Creates a planner for these options. */
  Planner create(MemoryOptions options);

  /**
   * Returns the planner that the options name.
   *
   * @throws IllegalArgumentException when there is none, naming those there are
   */
  static Planner find(MemoryOptions options) {
    List<String> names = new ArrayList<>();
    for (PlannerProvider provider :
        ServiceLoader.load(PlannerProvider.class, PlannerProvider.class.getClassLoader())) {
      if (provider.name().equals(options.planner())) {
        return provider.create(options);
      }
      names.add(provider.name());
    }
    throw new IllegalArgumentException(
        "there is no planner '"
            + options.planner()
            + "'; found "
            + names
            + "; choose one of these with --planner, or add the jar that has it");
  }
}
