package io.decant.backend.cuda;

import io.decant.backend.cuda.call.DevicePointer;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.support.Handle;
import io.decant.spi.support.Owned;

/**
 * Device memory. It is freed behind what is enqueued, once it is closed and no call is under way.
 * Thread-safe.
 */
final class CudaSlab implements DeviceSlab, Owned {
  private final CudaDevice device;
  private final long bytes;
  private final Handle<DevicePointer> memory;

  CudaSlab(CudaDevice device, SlabAllocator allocator, DevicePointer memory, long bytes) {
    this.device = device;
    this.bytes = bytes;
    this.memory =
        device
            .context()
            .keep(memory, "a slab of " + bytes + " bytes", pointer -> free(allocator, pointer));
  }

  private void free(SlabAllocator allocator, DevicePointer pointer) {
    device.finish();
    allocator.free(pointer, bytes);
  }

  @Override
  public CudaDevice owner() {
    return device;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /**
   * Returns the address of the first byte, valid until {@link #release}.
   *
   * @throws IllegalStateException when closed
   */
  long acquire() {
    return memory.acquire().address();
  }

  void release() {
    memory.release();
  }

  @Override
  public void close() {
    memory.closeOnce(() -> device.forget(this));
  }
}
