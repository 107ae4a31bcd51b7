package io.decant.backend.opencl;

import io.decant.backend.opencl.call.Status;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.support.MemoryBudget;
import java.util.Collection;
import java.util.function.LongPredicate;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_mem;
import org.jspecify.annotations.Nullable;

/**
 * Creates memory objects. Drivers allocate at the first use, so each object is used at once: what
 * does not fit is refused here and not in the middle of a run. Thread-safe.
 */
final class SlabAllocator {
  private static final int PROBES = 8;

  private final String device;
  private final cl_context context;
  private final cl_command_queue queue;
  private final long largest;
  private final MemoryBudget budget;

  SlabAllocator(String device, cl_context context, cl_command_queue queue, DeviceFacts facts) {
    this.device = device;
    this.context = context;
    this.queue = queue;
    this.largest = facts.allocationLimit();
    this.budget = new MemoryBudget(device, facts.memoryBytes());
  }

  /**
   * Allocates; where memory is short, waits for the streams, since the driver keeps closed slabs
   * until their work is done.
   *
   * @throws OutOfDeviceMemoryException when it does not fit
   */
  cl_mem allocate(long bytes, Collection<OpenClStream> streams) {
    if (bytes > largest) {
      throw new OutOfDeviceMemoryException(device, bytes, Math.min(largest, budget.available()));
    }
    budget.take(bytes);
    cl_mem memory = null;
    try {
      memory = tryAllocate(bytes);
      if (memory == null) {
        streams.forEach(OpenClStream::finish);
        memory = tryAllocate(bytes);
      }
      if (memory == null) {
        throw new OutOfDeviceMemoryException(device, bytes, largestBelow(bytes, this::fits));
      }
      return memory;
    } finally {
      if (memory == null) {
        budget.release(bytes);
      }
    }
  }

  /** Gives back the bytes of a slab that was released. */
  void released(long bytes) {
    budget.release(bytes);
  }

  /**
   * Returns about the largest size that fits, where a driver has refused one: drivers do not tell
   * what is free, and other programs may have the rest.
   */
  static long largestBelow(long refused, LongPredicate fits) {
    long fitting = 0;
    long tooMuch = refused;
    for (int step = 0; step < PROBES && tooMuch - fitting > 1; step++) {
      long middle = fitting + (tooMuch - fitting) / 2;
      if (fits.test(middle)) {
        fitting = middle;
      } else {
        tooMuch = middle;
      }
    }
    return fitting;
  }

  private boolean fits(long bytes) {
    cl_mem memory = tryAllocate(bytes);
    if (memory == null) {
      return false;
    }
    CL.clReleaseMemObject(memory);
    return true;
  }

  private @Nullable cl_mem tryAllocate(long bytes) {
    int[] status = new int[1];
    long rounded = (bytes + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
    cl_mem memory = CL.clCreateBuffer(context, CL.CL_MEM_READ_WRITE, rounded, null, status);
    if (status[0] == CL.CL_SUCCESS) {
      status[0] = touch(memory);
      if (status[0] != CL.CL_SUCCESS) {
        CL.clReleaseMemObject(memory);
      }
    }
    if (Status.isOutOfMemory(status[0])) {
      return null;
    }
    Status.check(status[0], device, "clCreateBuffer of " + bytes + " bytes");
    return memory;
  }

  private int touch(cl_mem memory) {
    int status =
        CL.clEnqueueFillBuffer(
            queue, memory, Pointer.to(new int[1]), Integer.BYTES, 0, Integer.BYTES, 0, null, null);
    return status == CL.CL_SUCCESS ? CL.clFinish(queue) : status;
  }
}
