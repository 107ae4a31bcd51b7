package io.decant.backend.opencl.clblast;

import io.decant.backend.opencl.call.Status;
import org.jocl.CL;
import org.jocl.cl_buffer_region;
import org.jocl.cl_mem;

/**
 * A part of a slab as a memory object. CLBlast counts elements in 32 bits and takes temporary
 * memory without an offset. The runtime keeps the object until the commands that use it are done.
 *
 * @param memory begins at an aligned place
 * @param elements from there to the first element of the part
 */
record Region(cl_mem memory, long elements) implements AutoCloseable {
  /**
   * Makes the part.
   *
   * @param offset of its first element in bytes, a multiple of 4
   * @param bytes of its extent, at least 4
   */
  static Region of(GemmDevice device, cl_mem slab, long offset, long bytes) {
    long behind = offset % device.alignment();
    cl_buffer_region region = new cl_buffer_region(offset - behind, behind + bytes);
    cl_mem memory =
        Status.created(
            device.name(),
            "clCreateSubBuffer",
            status ->
                CL.clCreateSubBuffer(slab, 0, CL.CL_BUFFER_CREATE_TYPE_REGION, region, status));
    return new Region(memory, behind / Float.BYTES);
  }

  @Override
  public void close() {
    CL.clReleaseMemObject(memory);
  }
}
