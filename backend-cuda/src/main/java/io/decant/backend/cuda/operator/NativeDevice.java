package io.decant.backend.cuda.operator;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.View;
import java.util.List;
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

  /** A call that enqueues something. */
  interface NativeCall {
    /**
     * Enqueues.
     *
     * @param stream the native handle
     * @param addresses of the first elements of the views, in their order
     */
    void enqueue(long stream, long[] addresses);
  }

  /**
   * Enqueues on one of the device's streams: its context is current, and neither the stream nor the
   * views' slabs are released meanwhile.
   *
   * @throws IllegalStateException when the stream or a slab is closed
   */
  void enqueue(DeviceStream stream, List<View> views, NativeCall call);

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
