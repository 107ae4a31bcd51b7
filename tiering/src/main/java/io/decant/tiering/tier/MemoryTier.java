package io.decant.tiering.tier;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfHostMemoryException;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierStorage;
import java.util.Optional;

/** Host memory within a budget, a piece for each block. */
final class MemoryTier implements Tier {
  /** Where memory comes from. */
  interface Source {
    HostMemory allocate(long bytes);
  }

  private final Source source;
  private final long largest;
  private final boolean pinned;
  private final String flag;
  private final BackendListener listener;
  private long capacity;
  private long used;

  /**
   * Creates a tier.
   *
   * @param capacity its budget in bytes
   * @param largest most bytes that the source gives at once
   * @param pinned whether the device reaches the memory at full speed
   * @param flag which sets the budget
   */
  MemoryTier(
      Source source,
      long capacity,
      long largest,
      boolean pinned,
      String flag,
      BackendListener listener) {
    this.source = source;
    this.capacity = capacity;
    this.largest = largest;
    this.pinned = pinned;
    this.flag = flag;
    this.listener = listener;
  }

  @Override
  public long capacity() {
    return capacity;
  }

  @Override
  public String remedy() {
    return "raise " + flag;
  }

  @Override
  public Optional<TierStorage> allocate(long bytes) {
    if (bytes > largest || bytes > capacity - used) {
      return Optional.empty();
    }
    HostMemory memory;
    try {
      memory = source.allocate(bytes);
    } catch (OutOfHostMemoryException e) {
      listener.warning(e.getMessage() + "; " + flag + " counts as " + used + " bytes from now on");
      capacity = used;
      return Optional.empty();
    }
    used += bytes;
    return Optional.of(new MemoryStorage(memory, pinned, () -> used -= bytes));
  }

  @Override
  public void close() {}
}
