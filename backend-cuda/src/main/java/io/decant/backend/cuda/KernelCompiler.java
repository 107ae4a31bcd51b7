package io.decant.backend.cuda;

import io.decant.backend.cuda.call.Result;
import io.decant.backend.cuda.program.Modules;
import io.decant.kernels.BoundKernel;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelDevice;
import io.decant.kernels.KernelSource;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.device.DeviceException;
import java.util.List;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.JCudaDriver;

/** Makes kernels for one device. Thread-safe. */
final class KernelCompiler implements KernelDevice {
  private final CudaDevice device;
  private final Modules modules;
  private final KernelTraits traits;

  KernelCompiler(CudaDevice device, Modules modules, KernelTraits traits) {
    this.device = device;
    this.modules = modules;
    this.traits = traits;
  }

  @Override
  public KernelTraits traits() {
    return traits;
  }

  @Override
  public BoundKernel bind(KernelSource source, Grid grid, int buffers, List<Scalar> scalars) {
    CUfunction function = modules.function(source);
    checkGroup(function, source.entry(), grid);
    return new CudaKernel(device, function, source.entry(), grid, buffers, scalars);
  }

  private void checkGroup(CUfunction function, String entry, Grid grid) {
    int[] largest = new int[1];
    Result.check(
        JCudaDriver.cuFuncGetAttribute(
            largest, CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK, function),
        device.name(),
        "cuFuncGetAttribute");
    if (grid.groupSize() > largest[0]) {
      throw new DeviceException(
          device.name()
              + ": the kernel "
              + entry
              + " can have blocks of "
              + largest[0]
              + " threads, blocks of "
              + grid.groupSize()
              + " are needed");
    }
  }
}
