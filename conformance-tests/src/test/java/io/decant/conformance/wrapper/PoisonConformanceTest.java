package io.decant.conformance.wrapper;

import example.minimal.MinimalProvider;
import io.decant.conformance.rules.BackendContract;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.memory.MemoryOptions;
import java.util.List;

/** A device that is poisoned keeps every rule. */
class PoisonConformanceTest implements BackendContract {
  @Override
  public BackendProvider provider() {
    return new WrappingProvider(new MinimalProvider(), Poison::new);
  }

  @Override
  public int randomCases() {
    return 3;
  }

  @Override
  public int layerVariants() {
    return 1;
  }

  @Override
  public List<String> planners() {
    return Boolean.getBoolean("decant.full")
        ? BackendContract.super.planners()
        : List.of(MemoryOptions.DEFAULT_PLANNER);
  }
}
