package io.decant.tiering;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;

/** Residency on demand: what is least recently used makes room. */
public final class LruMemoryManagerProvider implements MemoryManagerProvider {
  @Override
  public String name() {
    return "lru";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return options.largeModelSupport() == LargeModelSupport.AUTO;
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    return new LruMemoryManager(context);
  }
}
