package io.decant.backend.opencl;

import io.decant.backend.opencl.call.Status;
import io.decant.backend.opencl.program.Programs;
import io.decant.kernels.BoundKernel;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelDevice;
import io.decant.kernels.KernelSource;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.device.DeviceException;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;

/** Makes kernels for one device. Thread-safe. */
final class KernelCompiler implements KernelDevice {
  private final OpenClDevice device;
  private final cl_device_id id;
  private final Programs programs;
  private final KernelTraits traits;

  KernelCompiler(OpenClDevice device, cl_device_id id, Programs programs, KernelTraits traits) {
    this.device = device;
    this.id = id;
    this.programs = programs;
    this.traits = traits;
  }

  @Override
  public KernelTraits traits() {
    return traits;
  }

  @Override
  public BoundKernel bind(KernelSource source, Grid grid, int buffers, List<Scalar> scalars) {
    cl_kernel kernel = programs.kernel(source);
    try {
      checkGroup(kernel, source.entry(), grid);
      return new OpenClKernel(device, kernel, source.entry(), grid, buffers, scalars);
    } catch (RuntimeException | Error e) {
      CL.clReleaseKernel(kernel);
      throw e;
    }
  }

  private void checkGroup(cl_kernel kernel, String entry, Grid grid) {
    long[] largest = new long[1];
    Status.check(
        CL.clGetKernelWorkGroupInfo(
            kernel, id, CL.CL_KERNEL_WORK_GROUP_SIZE, Long.BYTES, Pointer.to(largest), null),
        device.name(),
        "clGetKernelWorkGroupInfo");
    if (grid.groupSize() > largest[0]) {
      throw new DeviceException(
          device.name()
              + ": the kernel "
              + entry
              + " can have groups of "
              + largest[0]
              + " work items, groups of "
              + grid.groupSize()
              + " are needed; set the property "
              + DeviceTraits.LARGEST_GROUP
              + " to "
              + largest[0]
              + " or less");
    }
  }
}
