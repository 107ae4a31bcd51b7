package io.decant.tiering.tier;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.TierStorage;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A piece of host memory. */
final class MemoryStorage implements TierStorage {
  private final HostMemory memory;
  private final boolean pinned;
  private final Runnable onClose;
  private boolean closed;

  MemoryStorage(HostMemory memory, boolean pinned, Runnable onClose) {
    this.memory = memory;
    this.pinned = pinned;
    this.onClose = onClose;
  }

  @Override
  public Optional<HostMemory> pinned() {
    return pinned ? Optional.of(memory) : Optional.empty();
  }

  @Override
  public void read(long offset, ByteBuffer target) {
    target.put(memory.slice(offset, target.remaining()));
  }

  @Override
  public void write(long offset, ByteBuffer source) {
    memory.slice(offset, source.remaining()).put(source);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      memory.close();
      onClose.run();
    }
  }
}
