package io.decant.conformance.engine;

import io.decant.conformance.wrapper.PoisonedMemory;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * While a test asks for it, puts a {@link PoisonedMemory} around whichever manager the engine would
 * have found. It comes first on the class path of the tests.
 */
public final class PoisonedMemoryProvider implements MemoryManagerProvider {
  private static final ThreadLocal<Boolean> WANTED = ThreadLocal.withInitial(() -> false);
  private static final AtomicReference<@Nullable PoisonedMemory> LAST = new AtomicReference<>();

  /** Runs something on this thread with poisoned memory; returns its result. */
  static <T> T during(Supplier<T> action) {
    LAST.set(null);
    WANTED.set(true);
    try {
      return action.get();
    } finally {
      WANTED.set(false);
    }
  }

  /** Returns how many times a block was poisoned in the last run. */
  static long poisonedBlocks() {
    PoisonedMemory memory = LAST.get();
    return memory == null ? 0 : memory.poisonedBlocks();
  }

  @Override
  public String name() {
    return "poisoned";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return WANTED.get();
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    WANTED.set(false);
    for (MemoryManagerProvider provider : ServiceLoader.load(MemoryManagerProvider.class)) {
      if (provider.serves(context.options())) {
        PoisonedMemory memory =
            new PoisonedMemory(provider.open(context), context.streams().compute());
        LAST.set(memory);
        return memory;
      }
    }
    throw new IllegalStateException("no memory manager serves " + context.options());
  }
}
