package io.decant.backend.opencl;

import io.decant.spi.support.OwnedSlab;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_mem;

/**
 * A memory object. The driver keeps it until the commands that use it are done, so it is released
 * as soon as it is closed and no call is under way. Thread-safe.
 */
final class OpenClSlab extends OwnedSlab<cl_mem> {
  private final OpenClDevice device;
  private final Pointer argument;

  OpenClSlab(OpenClDevice device, SlabAllocator allocator, cl_mem memory, long bytes) {
    super(
        device,
        bytes,
        handle(
            memory,
            bytes,
            released -> {
              CL.clReleaseMemObject(released);
              allocator.released(bytes);
            }));
    this.device = device;
    this.argument = Pointer.to(memory);
  }

  /** Returns the memory object as an argument of a kernel; used by who acquired it. */
  Pointer argument() {
    return argument;
  }

  @Override
  protected void closing() {
    device.forget(this);
  }
}
