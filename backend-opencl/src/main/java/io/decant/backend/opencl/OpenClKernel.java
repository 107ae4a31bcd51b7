package io.decant.backend.opencl;

import io.decant.backend.opencl.call.Status;
import io.decant.kernels.BoundKernel;
import io.decant.kernels.Buffer;
import io.decant.kernels.Grid;
import io.decant.kernels.Scalar;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.support.Handle;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;
import org.jspecify.annotations.Nullable;

/**
 * A kernel with its arguments: a memory object and an offset for each buffer, then the scalars,
 * which are set once. Of the buffers only those are set that are not the last launch's.
 */
final class OpenClKernel implements BoundKernel {
  private final OpenClDevice device;
  private final String name;
  private final Handle<cl_kernel> kernel;
  private final int dimensions;
  private final long[] global;
  private final long[] local;
  private final @Nullable OpenClSlab[] slabs;
  private final long[] offsets;

  OpenClKernel(
      OpenClDevice device,
      cl_kernel kernel,
      String name,
      Grid grid,
      int buffers,
      List<Scalar> scalars) {
    this.device = device;
    this.name = name;
    this.kernel = new Handle<>(kernel, "the kernel " + name, CL::clReleaseKernel);
    this.dimensions =
        grid.groupsZ() * grid.sizeZ() > 1 ? 3 : grid.groupsY() * grid.sizeY() > 1 ? 2 : 1;
    this.local = new long[] {grid.sizeX(), grid.sizeY(), grid.sizeZ()};
    this.global =
        new long[] {
          grid.groupsX() * grid.sizeX(),
          grid.groupsY() * grid.sizeY(),
          grid.groupsZ() * grid.sizeZ()
        };
    this.slabs = new OpenClSlab[buffers];
    this.offsets = new long[buffers];
    for (int i = 0; i < scalars.size(); i++) {
      set(kernel, 2 * buffers + i, scalars.get(i));
    }
  }

  private void set(cl_kernel kernel, int index, Scalar scalar) {
    if (scalar instanceof Scalar.Int32 number) {
      set(kernel, index, Integer.BYTES, Pointer.to(new int[] {number.value()}));
    } else if (scalar instanceof Scalar.Int64 number) {
      set(kernel, index, Long.BYTES, Pointer.to(new long[] {number.value()}));
    } else if (scalar instanceof Scalar.Float32 number) {
      set(kernel, index, Float.BYTES, Pointer.to(new float[] {number.value()}));
    }
  }

  private void set(cl_kernel kernel, int index, long bytes, Pointer value) {
    Status.check(
        CL.clSetKernelArg(kernel, index, bytes, value),
        device.name(),
        "argument " + index + " of the kernel " + name);
  }

  @Override
  public void enqueue(DeviceStream stream, List<Buffer> buffers) {
    OpenClStream queue = device.own(stream);
    if (buffers.size() != slabs.length) {
      throw new IllegalArgumentException(
          "the kernel " + name + " has " + slabs.length + " buffers, " + buffers.size() + " given");
    }
    cl_kernel held = kernel.acquire();
    int acquired = 0;
    try {
      for (Buffer buffer : buffers) {
        device.own(buffer.slab()).acquire();
        acquired++;
      }
      launch(held, queue, buffers);
    } finally {
      for (int i = 0; i < acquired; i++) {
        device.own(buffers.get(i).slab()).release();
      }
      kernel.release();
    }
  }

  /** A kernel object holds its arguments from one call to the next. */
  private synchronized void launch(cl_kernel held, OpenClStream queue, List<Buffer> buffers) {
    for (int i = 0; i < slabs.length; i++) {
      Buffer buffer = buffers.get(i);
      OpenClSlab slab = device.own(buffer.slab());
      if (slabs[i] != slab) {
        slabs[i] = null;
        set(held, 2 * i, Sizeof.cl_mem, slab.argument());
        set(held, 2 * i + 1, Long.BYTES, Pointer.to(new long[] {buffer.offset()}));
      } else if (offsets[i] != buffer.offset()) {
        slabs[i] = null;
        set(held, 2 * i + 1, Long.BYTES, Pointer.to(new long[] {buffer.offset()}));
      }
      slabs[i] = slab;
      offsets[i] = buffer.offset();
    }
    queue.enqueue(
        name,
        commands ->
            CL.clEnqueueNDRangeKernel(
                commands, held, dimensions, null, global, local, 0, null, null));
  }

  @Override
  public void close() {
    kernel.close();
  }
}
