package io.decant.backend.opencl;

import io.decant.backend.opencl.call.Status;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfHostMemoryException;
import java.nio.ByteBuffer;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_mem;

/**
 * Host memory that the driver allocated, mapped once for its whole life. It outlives the device
 * when its owner closes it later: the queue that unmaps it is retained.
 */
final class PinnedMemory {
  private PinnedMemory() {}

  static HostMemory allocate(
      String device, cl_context context, cl_command_queue queue, long bytes) {
    int[] status = new int[1];
    cl_mem memory =
        CL.clCreateBuffer(
            context, CL.CL_MEM_READ_WRITE | CL.CL_MEM_ALLOC_HOST_PTR, bytes, null, status);
    checkMemory(status[0], device, "clCreateBuffer of pinned memory", bytes);
    ByteBuffer mapped =
        CL.clEnqueueMapBuffer(
            queue, memory, true, CL.CL_MAP_READ | CL.CL_MAP_WRITE, 0, bytes, 0, null, null, status);
    if (status[0] != CL.CL_SUCCESS) {
      CL.clReleaseMemObject(memory);
      checkMemory(status[0], device, "clEnqueueMapBuffer", bytes);
    }
    CL.clRetainCommandQueue(queue);
    return HostMemory.wrap(mapped, () -> release(device, queue, memory, mapped));
  }

  private static void release(
      String device, cl_command_queue queue, cl_mem memory, ByteBuffer mapped) {
    int unmapped = CL.clEnqueueUnmapMemObject(queue, memory, mapped, 0, null, null);
    CL.clFlush(queue);
    CL.clReleaseMemObject(memory);
    CL.clReleaseCommandQueue(queue);
    Status.check(unmapped, device, "clEnqueueUnmapMemObject");
  }

  private static void checkMemory(int status, String device, String operation, long bytes) {
    if (Status.isOutOfMemory(status)) {
      throw new OutOfHostMemoryException(bytes, new CLException(Status.name(status), status));
    }
    Status.check(status, device, operation);
  }
}
