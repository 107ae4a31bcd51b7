package io.decant.spi.device;

/**
 * An in-order queue of work. Enqueuing never waits for the device. One owner at a time, who may
 * call from any thread. Host memory handed to a copy stays valid and, for an upload, unchanged
 * until the copy is done.
 *
 * <p>Where work fails, the error surfaces as a {@link DeviceException} at the next wait: {@link
 * #synchronize}, {@link DeviceEvent#synchronize}; later work on the stream is not run. A stream
 * that awaits an event whose work failed fails itself.
 *
 * <p>A copy or fill that reaches outside a slab or host memory is refused when it is enqueued, with
 * an {@link IndexOutOfBoundsException} or {@link IllegalArgumentException}; nothing is touched.
 */
public interface DeviceStream extends AutoCloseable {
  /** Copies host memory to the device. */
  void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape);

  /** Copies device memory to the host. */
  void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape);

  /** Copies within the device; the ranges do not overlap. */
  void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape);

  /**
   * Fills memory with a repeated 32-bit pattern.
   *
   * @param offset in bytes, a multiple of 4
   * @param bytes a multiple of 4
   */
  void fill(DeviceSlab target, long offset, long bytes, int pattern);

  /** Returns an event that is done once all work enqueued so far is. The caller closes it. */
  DeviceEvent record();

  /** Makes later work on this stream wait for an event of any stream of the same device. */
  void await(DeviceEvent event);

  /** Makes sure that enqueued work starts without a further call. */
  void flush();

  /**
   * Waits until all enqueued work is done: for an event that is recorded now, unless the backend
   * has something better.
   *
   * @throws DeviceException when some of it failed
   */
  default void synchronize() {
    try (DeviceEvent end = record()) {
      end.synchronize();
    }
  }

  /** Waits for the work, then releases the stream. Harmless when closed already. */
  @Override
  void close();
}
