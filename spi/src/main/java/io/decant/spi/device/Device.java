package io.decant.spi.device;

import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * An open device: memory, streams, operators. Thread-safe. Closing it waits for its streams,
 * releases what is still allocated, and makes every later call throw {@link IllegalStateException};
 * closing twice is harmless.
 */
public interface Device extends AutoCloseable {
  /** Returns what the device is. */
  DeviceInfo info();

  /** Returns what does not change. */
  DeviceFacts facts();

  /**
   * Returns the arithmetics in which the device computes products: {@link ComputeMode#FLOAT32},
   * which every device has, and those that are faster. A spec in another mode is prepared as well,
   * in more exact arithmetic.
   */
  default Set<ComputeMode> computeModes() {
    return Set.of(ComputeMode.FLOAT32);
  }

  /**
   * Allocates device memory with undefined contents. The caller closes the slab.
   *
   * @param bytes at least 1
   * @throws OutOfDeviceMemoryException when it does not fit; the device stays usable
   */
  DeviceSlab allocate(long bytes);

  /** Returns the most bytes that {@link #allocatePinned} gives at once: 2^30, or more. */
  default long maxPinnedBytes() {
    return 1L << 30;
  }

  /**
   * Allocates host memory that the device copies from and to at full speed. The caller closes it.
   *
   * @param bytes 1 to {@link #maxPinnedBytes}
   * @throws OutOfHostMemoryException when the system refuses
   */
  HostMemory allocatePinned(long bytes);

  /** Creates an in-order stream. The caller closes it. */
  DeviceStream newStream();

  /**
   * Returns how long an operator takes, where the device knows from measurements; it may measure
   * now, which is slow. Equal operators must get equal answers, also in later processes, since
   * results depend on what is chosen by them, to the rounding. Empty by default: nothing is chosen.
   *
   * <p>What is asked: convolutions and their gradients with channels first and last, and the copies
   * that reorder channels, {@link io.decant.spi.op.ChannelExtents#conversion}. A device that does
   * not answer for both kinds gets all operators with channels first.
   *
   * @param options as for {@link #prepare}
   * @return seconds
   * @throws DeviceException when measuring fails
   */
  default OptionalDouble seconds(OpSpec spec, PrepareOptions options) {
    return OptionalDouble.empty();
  }

  /**
   * Prepares an operator: chooses the algorithm, compiles. Slow; called once for each different
   * spec.
   *
   * @return the executable, or empty when this backend does not implement the operator over these
   *     types and sizes, which it never does for a {@link io.decant.spi.op.MandatoryOp} over
   *     float32. The caller closes it.
   * @throws DeviceException when preparation fails, for instance a build error with its log
   */
  Optional<Executable> prepare(OpSpec spec, PrepareOptions options);

  /** Returns what records work of this device's streams; empty where it cannot be recorded. */
  default Optional<Recorder> recorder() {
    return Optional.empty();
  }

  @Override
  void close();
}
