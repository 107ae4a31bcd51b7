package io.decant.tiering;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.PlannerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds planners by name. */
final class Planners {
  private Planners() {}

  /**
   * Returns the planner that the options name.
   *
   * @throws IllegalArgumentException when there is none, naming those there are
   */
  static Planner find(MemoryOptions options) {
    List<String> names = new ArrayList<>();
    for (PlannerProvider provider :
        ServiceLoader.load(PlannerProvider.class, Planners.class.getClassLoader())) {
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
