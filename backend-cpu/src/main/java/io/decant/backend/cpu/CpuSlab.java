package io.decant.backend.cpu;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.memory.Storage;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.support.Handle;
import io.decant.spi.support.Owned;
import java.nio.ByteBuffer;

/**
 * A slab, counted by its users: its owner, until it closes it, and each command enqueued on it,
 * until it is done. The last one frees the memory. Thread-safe.
 */
final class CpuSlab implements DeviceSlab, Owned {
  private final CpuDevice device;
  private final Storage storage;
  private final long bytes;
  private final Handle<Storage> handle;

  CpuSlab(CpuDevice device, long bytes) {
    this.device = device;
    this.bytes = bytes;
    this.storage = Storage.allocate(bytes);
    this.handle = new Handle<>(storage, "a slab of " + bytes + " bytes", this::free);
  }

  private void free(Storage memory) {
    memory.free();
    device.closed(this);
  }

  @Override
  public CpuDevice owner() {
    return device;
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
    handle.acquire();
  }

  void release() {
    handle.release();
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
    handle.closeOnce(() -> device.closing(this));
  }
}
