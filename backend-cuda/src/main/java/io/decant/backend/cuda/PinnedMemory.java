package io.decant.backend.cuda;

import io.decant.backend.cuda.call.HostPointer;
import io.decant.backend.cuda.call.PrimaryContext;
import io.decant.backend.cuda.call.Result;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfHostMemoryException;
import io.decant.spi.support.Handle;
import io.decant.spi.support.MemoryChecks;
import jcuda.CudaException;
import jcuda.driver.JCudaDriver;

/**
 * Host memory that the driver allocated. It outlives the device when its owner closes it later: it
 * keeps the context.
 */
final class PinnedMemory {
  private PinnedMemory() {}

  static HostMemory allocate(String device, PrimaryContext context, long bytes) {
    MemoryChecks.pinned(bytes);
    HostPointer memory = new HostPointer();
    int result =
        context.call(
            () -> JCudaDriver.cuMemHostAlloc(memory, bytes, JCudaDriver.CU_MEMHOSTALLOC_PORTABLE));
    if (Result.isOutOfMemory(result)) {
      throw new OutOfHostMemoryException(bytes, new CudaException(Result.name(result)));
    }
    Result.check(result, device, "cuMemHostAlloc of " + bytes + " bytes");
    Handle<HostPointer> handle = context.keep(memory, "pinned memory", JCudaDriver::cuMemFreeHost);
    return HostMemory.wrap(memory.address(), bytes, handle::close);
  }
}
