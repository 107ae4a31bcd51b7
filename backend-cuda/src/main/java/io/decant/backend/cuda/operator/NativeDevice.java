package io.decant.backend.cuda.operator;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import java.util.function.Supplier;

/** What operators on libraries need of the device that they run on. Thread-safe. */
public interface NativeDevice {
  /** Makes a call with the device's context current on this thread. */
  <T> T call(Supplier<T> call);

  /** Makes a call with the device's context current on this thread. */
  default void run(Runnable call) {
    call(
        () -> {
          call.run();
          return true;
        });
  }

  /** Returns the native handle of one of the device's streams. */
  long handle(DeviceStream stream);

  /** Returns the address of the first byte of one of the device's slabs. */
  long address(DeviceSlab slab);

  /** Creates a stream for trials. The caller closes it. */
  DeviceStream newStream();

  /**
   * Allocates memory for trials, beside what blobs may have: choices do not depend on the cap. The
   * caller closes it.
   *
   * @throws io.decant.spi.device.OutOfDeviceMemoryException when the device itself is full
   */
  DeviceSlab allocateForTrials(long bytes);
}
