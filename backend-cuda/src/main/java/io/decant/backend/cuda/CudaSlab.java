package io.decant.backend.cuda;

import io.decant.backend.cuda.call.DevicePointer;
import io.decant.spi.support.OwnedSlab;

/** Device memory. It is freed behind what is enqueued. Thread-safe. */
final class CudaSlab extends OwnedSlab<DevicePointer> {
  private final CudaDevice device;

  CudaSlab(CudaDevice device, SlabAllocator allocator, DevicePointer memory, long bytes) {
    super(
        device,
        bytes,
        device
            .context()
            .keep(
                memory,
                name(bytes),
                pointer -> {
                  device.finish();
                  allocator.free(pointer, bytes);
                }));
    this.device = device;
  }

  @Override
  protected void closing() {
    device.forget(this);
  }
}
