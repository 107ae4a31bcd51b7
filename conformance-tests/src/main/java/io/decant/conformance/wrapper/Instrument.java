package io.decant.conformance.wrapper;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.View;
import io.decant.spi.op.OpSpec;
import java.util.List;

/**
 * Listens to a {@link WrappedDevice}. Streams are numbered in the order of their creation. What it
 * throws reaches whoever called the device. Thread-safe.
 */
public interface Instrument {
  /** A slab of so many bytes is about to be asked for. */
  default void beforeAllocation(long bytes) {}

  /** Pinned memory of so many bytes is about to be asked for. */
  default void beforePinnedAllocation(long bytes) {}

  /** A slab was allocated; {@code slab} and {@code device} are the wrapped ones. */
  default void allocated(Device device, DeviceSlab slab) {}

  /** A slab was closed. */
  default void released(WrappedSlab slab) {}

  /**
   * A copy between host and device is about to be enqueued; device and stream are the wrapped
   * device's own.
   */
  default void beforeHostCopy(Device device, DeviceStream stream) {}

  /** An operator is about to be enqueued; stream and views are the wrapped device's own. */
  default void beforeOperator(
      DeviceStream stream, OpSpec spec, List<View> operands, List<View> workspace) {}

  /** Something was enqueued on a stream. */
  default void enqueued(int stream, Operation operation) {}

  /** Returns what stands for the work enqueued so far on a stream. */
  default VectorClock recorded(int stream) {
    return new VectorClock();
  }

  /** Later work of a stream waits for a recorded point. */
  default void awaited(int stream, VectorClock recorded) {}

  /** The host knows that everything before a recorded point is done. */
  default void completed(VectorClock recorded) {}
}
