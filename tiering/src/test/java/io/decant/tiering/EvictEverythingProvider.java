package io.decant.tiering;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.util.function.Supplier;

/**
 * Serves {@link EvictEverythingManager} to engines that are opened {@link #during} an action. It
 * comes first on the class path of these tests.
 */
public final class EvictEverythingProvider implements MemoryManagerProvider {
  private static final ThreadLocal<Boolean> WANTED = ThreadLocal.withInitial(() -> false);

  /** Runs something on this thread; engines that it opens use this manager. */
  static <T> T during(Supplier<T> action) {
    WANTED.set(true);
    try {
      return action.get();
    } finally {
      WANTED.set(false);
    }
  }

  @Override
  public String name() {
    return "evict-everything";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return WANTED.get();
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    return new EvictEverythingManager(
        new TieredMemoryManager(context, new OnDemand(LargeModelSupport.AUTO)));
  }
}
