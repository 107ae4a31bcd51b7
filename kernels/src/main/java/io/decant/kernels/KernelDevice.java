package io.decant.kernels;

import java.util.List;

/**
 * What a compiling backend supplies beside the SPI's device: compilation and launch. Thread-safe.
 */
public interface KernelDevice {
  /** Returns what kernels are shaped by. */
  KernelTraits traits();

  /**
   * Compiles a kernel, or finds it in a cache, and fixes everything that is known before a run.
   *
   * @param source the whole text and the name of the entry
   * @param grid the groups to launch
   * @param buffers how many the entry takes
   * @param scalars arguments behind the buffers, in the entry's order
   * @return the kernel, which the caller closes
   * @throws io.decant.spi.device.DeviceException when it does not compile, with the build log
   */
  BoundKernel bind(KernelSource source, Grid grid, int buffers, List<Scalar> scalars);
}
