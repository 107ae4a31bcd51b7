package io.decant.tiering;

import io.decant.spi.memory.ForwardingMemoryManager;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.PlannerProvider;
import io.decant.spi.memory.PoolCapacity;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves managers that have operators cut as for a pool of a certain size, whatever the pool's real
 * size, to engines that are opened {@link #during} an action.
 */
public final class ForcedCapacityProvider implements MemoryManagerProvider {
  private static final ThreadLocal<Long> BYTES = ThreadLocal.withInitial(() -> 0L);

  /** Runs something on this thread; engines that it opens cut operators as for so many bytes. */
  static <T> T during(long bytes, Supplier<T> action) {
    BYTES.set(bytes);
    try {
      return action.get();
    } finally {
      BYTES.remove();
    }
  }

  @Override
  public String name() {
    return "forced-capacity";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return BYTES.get() > 0;
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    return new ForcedCapacity(
        new TieredMemoryManager(context, PlannerProvider.find(context.options())), BYTES.get());
  }

  private static final class ForcedCapacity extends ForwardingMemoryManager {
    private final long bytes;

    ForcedCapacity(MemoryManager inner, long bytes) {
      super(inner);
      this.bytes = bytes;
    }

    @Override
    public Optional<PoolCapacity> capacity() {
      return Optional.of(new PoolCapacity(List.of(bytes), 64));
    }
  }
}
