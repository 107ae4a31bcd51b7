package io.decant.api.memory;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;

/** Serves runs without large-model support: everything stays on the device. */
public final class ResidentMemoryManagerProvider implements MemoryManagerProvider {
  @Override
  public String name() {
    return "resident";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return !options.largeModelSupport().enabled();
  }

  @Override
  public int rank() {
    return 100;
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    return new ResidentMemoryManager(context);
  }
}
