package io.decant.tiering;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.PlannerProvider;

/** Large-model support: blocks leave the device as a planner says. */
public final class TieredMemoryManagerProvider implements MemoryManagerProvider {
  @Override
  public String name() {
    return "tiering";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return options.largeModelSupport().enabled();
  }

  @Override
  public int rank() {
    return 100;
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    return new TieredMemoryManager(context, PlannerProvider.find(context.options()));
  }
}
