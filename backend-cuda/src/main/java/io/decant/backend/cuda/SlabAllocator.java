package io.decant.backend.cuda;

import io.decant.backend.cuda.call.DevicePointer;
import io.decant.backend.cuda.call.Result;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.support.MemoryBudget;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** Allocates device memory within the budget. The context is current. Thread-safe. */
final class SlabAllocator {
  private final String device;
  private final MemoryBudget budget;

  SlabAllocator(String device, MemoryBudget budget) {
    this.device = device;
    this.budget = budget;
  }

  /**
   * Allocates.
   *
   * @throws OutOfDeviceMemoryException when it does not fit
   */
  DevicePointer allocate(long bytes) {
    budget.take(bytes);
    DevicePointer memory = new DevicePointer();
    int result = JCudaDriver.cuMemAlloc(memory, bytes);
    if (result != CUresult.CUDA_SUCCESS) {
      budget.release(bytes);
      if (Result.isOutOfMemory(result)) {
        throw new OutOfDeviceMemoryException(device, bytes, Math.min(free(), budget.available()));
      }
      throw Result.failure(result, device, "cuMemAlloc of " + bytes + " bytes");
    }
    return memory;
  }

  /** Other programs may have the rest. */
  private long free() {
    long[] free = new long[1];
    Result.check(JCudaDriver.cuMemGetInfo(free, new long[1]), device, "cuMemGetInfo");
    return free[0];
  }

  /** Frees memory that nothing uses any more. What goes wrong surfaces at the next wait. */
  void free(DevicePointer memory, long bytes) {
    JCudaDriver.cuMemFree(memory);
    budget.release(bytes);
  }
}
