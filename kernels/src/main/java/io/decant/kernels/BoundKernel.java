package io.decant.kernels;

import io.decant.spi.device.DeviceStream;
import java.util.List;

/** A compiled kernel with its grid and scalars. Thread-safe; owned by whoever bound it. */
public interface BoundKernel extends AutoCloseable {
  /**
   * Launches the kernel and returns without waiting for it.
   *
   * @param stream of the device that bound this
   * @param buffers in the entry's order
   * @throws io.decant.spi.device.DeviceException when enqueuing fails
   */
  void enqueue(DeviceStream stream, List<Buffer> buffers);

  /** Releases the kernel, behind what was enqueued. Harmless when closed already. */
  @Override
  void close();
}
