package io.decant.spi.memory;

import java.util.Optional;

/**
 * A memory manager that does what another one does, but for what a subclass changes. Owns the
 * manager that it wraps; used by one thread at a time.
 */
public abstract class ForwardingMemoryManager implements MemoryManager {
  private final MemoryManager inner;

  /** Wraps a manager. */
  protected ForwardingMemoryManager(MemoryManager inner) {
    this.inner = inner;
  }

  @Override
  public boolean changesPrograms() {
    return inner.changesPrograms();
  }

  @Override
  public Optional<PoolCapacity> capacity() {
    return inner.capacity();
  }

  @Override
  public Schedule admit(LoweredProgram program) {
    return inner.admit(program);
  }

  @Override
  public void dismiss(LoweredProgram program) {
    inner.dismiss(program);
  }

  @Override
  public void release(Block persistent) {
    inner.release(persistent);
  }

  @Override
  public ResidencyManager residency() {
    return inner.residency();
  }

  @Override
  public MemoryTraffic traffic() {
    return inner.traffic();
  }

  @Override
  public Optional<MemoryForecast> forecast() {
    return inner.forecast();
  }

  @Override
  public void close() {
    inner.close();
  }
}
