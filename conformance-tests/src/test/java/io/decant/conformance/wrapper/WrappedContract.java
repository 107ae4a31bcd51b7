package io.decant.conformance.wrapper;

import io.decant.conformance.rules.BackendContract;
import io.decant.spi.memory.MemoryOptions;
import java.util.List;

/** All rules, with few cases of each: on a device that is wrapped, everything takes longer. */
interface WrappedContract extends BackendContract {
  @Override
  default int randomCases() {
    return 3;
  }

  @Override
  default int layerVariants() {
    return 1;
  }

  @Override
  default List<String> planners() {
    return Boolean.getBoolean("decant.full")
        ? BackendContract.super.planners()
        : List.of(MemoryOptions.DEFAULT_PLANNER);
  }
}
