package example.kernel;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;
import io.decant.spi.support.Handle;
import io.decant.spi.support.Owned;

/** Memory that is freed when its owner has closed it and no enqueued work uses it. Thread-safe. */
final class CcSlab implements DeviceSlab, Owned {
  private final CcDevice device;
  private final long bytes;
  private final Handle<HostMemory> memory;

  CcSlab(CcDevice device, long bytes) {
    this.device = device;
    this.bytes = bytes;
    this.memory =
        new Handle<>(HostMemory.allocate(bytes), "a slab of " + bytes + " bytes", this::free);
  }

  private void free(HostMemory freed) {
    freed.close();
    device.closed(this);
  }

  @Override
  public CcDevice owner() {
    return device;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /** Returns the address of the first byte, valid until {@link #release}. */
  long acquire() {
    return memory.acquire().address();
  }

  void release() {
    memory.release();
  }

  @Override
  public void close() {
    memory.closeOnce(() -> device.closing(this));
  }
}
