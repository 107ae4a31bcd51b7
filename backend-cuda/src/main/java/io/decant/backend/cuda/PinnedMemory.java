package io.decant.backend.cuda;

import io.decant.backend.cuda.call.HostPointer;
import io.decant.backend.cuda.call.PrimaryContext;
import io.decant.backend.cuda.call.Result;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfHostMemoryException;
import io.decant.spi.support.MemoryChecks;
import jcuda.CudaException;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * Host memory that the driver allocated. It outlives the device when its owner closes it later: it
 * has a share of its own in the context.
 */
final class PinnedMemory {
  private PinnedMemory() {}

  static HostMemory allocate(String device, PrimaryContext context, long bytes) {
    MemoryChecks.pinned(bytes);
    PrimaryContext share = context.share();
    try {
      share.makeCurrent();
      HostPointer memory = new HostPointer();
      int result = JCudaDriver.cuMemHostAlloc(memory, bytes, JCudaDriver.CU_MEMHOSTALLOC_PORTABLE);
      if (Result.isOutOfMemory(result)) {
        throw new OutOfHostMemoryException(bytes, new CudaException(Result.name(result)));
      }
      Result.check(result, device, "cuMemHostAlloc of " + bytes + " bytes");
      return HostMemory.wrap(memory.address(), bytes, () -> release(device, share, memory));
    } catch (RuntimeException | Error e) {
      share.close();
      throw e;
    }
  }

  private static void release(String device, PrimaryContext share, HostPointer memory) {
    share.makeCurrent();
    int result = JCudaDriver.cuMemFreeHost(memory);
    share.close();
    if (result != CUresult.CUDA_SUCCESS) {
      throw Result.failure(result, device, "cuMemFreeHost");
    }
  }
}
