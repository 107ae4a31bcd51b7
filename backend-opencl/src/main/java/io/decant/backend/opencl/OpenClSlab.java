package io.decant.backend.opencl;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.support.Handle;
import io.decant.spi.support.Owned;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_mem;

/**
 * A memory object. The driver keeps it until the commands that use it are done, so it is released
 * as soon as it is closed and no call is under way. Thread-safe.
 */
final class OpenClSlab implements DeviceSlab, Owned {
  private final OpenClDevice device;
  private final long bytes;
  private final Handle<cl_mem> memory;
  private final Pointer argument;

  OpenClSlab(OpenClDevice device, cl_mem memory, long bytes) {
    this.device = device;
    this.bytes = bytes;
    this.memory = new Handle<>(memory, "a slab of " + bytes + " bytes", CL::clReleaseMemObject);
    this.argument = Pointer.to(memory);
  }

  @Override
  public OpenClDevice owner() {
    return device;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /**
   * Returns the memory object, valid until {@link #release}.
   *
   * @throws IllegalStateException when closed
   */
  cl_mem acquire() {
    return memory.acquire();
  }

  void release() {
    memory.release();
  }

  /** Returns the memory object as an argument of a kernel; used by who acquired it. */
  Pointer argument() {
    return argument;
  }

  @Override
  public void close() {
    if (memory.closeOnce()) {
      device.closed(this);
    }
  }
}
