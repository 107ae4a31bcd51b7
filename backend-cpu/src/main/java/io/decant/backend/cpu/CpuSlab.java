package io.decant.backend.cpu;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.memory.Storage;
import io.decant.spi.device.DeviceSlab;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A slab, counted by its users: its owner, until it closes it, and each command enqueued on it,
 * until it is done. The last one frees the memory. Thread-safe.
 */
final class CpuSlab implements DeviceSlab {
  private static final int CLOSED = 1 << 30;

  private final CpuDevice device;
  private final Storage storage;
  private final long bytes;
  private final AtomicInteger users = new AtomicInteger(1);

  CpuSlab(CpuDevice device, long bytes) {
    this.device = device;
    this.bytes = bytes;
    this.storage = Storage.allocate(bytes);
  }

  /** Returns whether the slab belongs to the device. */
  boolean isOf(CpuDevice owner) {
    return device == owner;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /**
   * Keeps the memory until {@link #release}.
   *
   * @throws IllegalStateException when closed
   */
  void retain() {
    int seen;
    do {
      seen = users.get();
      if (seen >= CLOSED || seen == 0) {
        throw new IllegalStateException("a slab of " + bytes + " bytes was closed");
      }
    } while (!users.compareAndSet(seen, seen + 1));
  }

  void release() {
    if ((users.decrementAndGet() & ~CLOSED) == 0) {
      storage.free();
      device.released(this);
    }
  }

  /** Frees the memory of a slab that nobody has seen yet. */
  void discard() {
    users.set(CLOSED);
    storage.free();
  }

  /** Returns floats of this slab; used by who retained it. */
  Region region(long offset, long count) {
    return storage.region(offset, count);
  }

  /** Returns bytes of this slab; used by who retained it. */
  ByteBuffer slice(long offset, int length) {
    return storage.slice(offset, length);
  }

  @Override
  public void close() {
    int seen;
    do {
      seen = users.get();
      if (seen >= CLOSED) {
        return;
      }
    } while (!users.compareAndSet(seen, seen | CLOSED));
    device.closing(this);
    release();
  }
}
