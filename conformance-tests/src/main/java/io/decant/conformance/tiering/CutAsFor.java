package io.decant.conformance.tiering;

import io.decant.spi.memory.ForwardingMemoryManager;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.PoolCapacity;
import java.util.Optional;

/** Has operators cut as for a pool that is smaller than the real one. */
public final class CutAsFor extends ForwardingMemoryManager {
  private final PoolCapacity capacity;

  /** Wraps a manager. */
  public CutAsFor(MemoryManager inner, PoolCapacity capacity) {
    super(inner);
    this.capacity = capacity;
  }

  @Override
  public Optional<PoolCapacity> capacity() {
    return Optional.of(capacity);
  }
}
