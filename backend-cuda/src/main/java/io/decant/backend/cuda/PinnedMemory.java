package io.decant.backend.cuda;

import io.decant.backend.cuda.call.HostPointer;
import io.decant.backend.cuda.call.PrimaryContext;
import io.decant.backend.cuda.call.Result;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfHostMemoryException;
import io.decant.spi.support.Handle;
import jcuda.CudaException;
import jcuda.driver.JCudaDriver;

/**
 * Host memory that the driver pinned. It outlives the device when its owner closes it later: it
 * keeps the context.
 */
final class PinnedMemory {
  private PinnedMemory() {}

  static HostMemory allocate(String device, PrimaryContext context, long bytes) {
    // JCuda wraps what the driver allocates in a buffer, which has 31 bits for its size.
    return bytes <= Integer.MAX_VALUE
        ? ofDriver(device, context, bytes)
        : registered(device, context, bytes);
  }

  private static HostMemory ofDriver(String device, PrimaryContext context, long bytes) {
    HostPointer memory = new HostPointer();
    check(
        device,
        "cuMemHostAlloc",
        bytes,
        context.call(
            () -> JCudaDriver.cuMemHostAlloc(memory, bytes, JCudaDriver.CU_MEMHOSTALLOC_PORTABLE)));
    Handle<HostPointer> handle = context.keep(memory, "pinned memory", JCudaDriver::cuMemFreeHost);
    return HostMemory.wrap(memory.address(), bytes, handle::close);
  }

  private static HostMemory registered(String device, PrimaryContext context, long bytes) {
    HostMemory memory = HostMemory.allocate(bytes);
    HostPointer pointer = new HostPointer(memory.address());
    try {
      check(
          device,
          "cuMemHostRegister",
          bytes,
          context.call(
              () ->
                  JCudaDriver.cuMemHostRegister(
                      pointer, bytes, JCudaDriver.CU_MEMHOSTREGISTER_PORTABLE)));
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
    Handle<HostPointer> handle =
        context.keep(pointer, "pinned memory", JCudaDriver::cuMemHostUnregister);
    return HostMemory.wrap(
        pointer.address(),
        bytes,
        () -> {
          handle.close();
          memory.close();
        });
  }

  private static void check(String device, String operation, long bytes, int result) {
    if (Result.isOutOfMemory(result)) {
      throw new OutOfHostMemoryException(bytes, new CudaException(Result.name(result)));
    }
    Result.check(result, device, operation + " of " + bytes + " bytes");
  }
}
