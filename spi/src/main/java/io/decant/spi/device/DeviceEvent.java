package io.decant.spi.device;

/** A point in a stream. Thread-safe. Closing it early does not disturb those who wait. */
public interface DeviceEvent extends AutoCloseable {
  /** Returns whether the work before the event is done, successfully or not. */
  boolean isDone();

  /**
   * Waits for the work before the event.
   *
   * @throws DeviceException when some of it failed
   */
  void synchronize();

  /**
   * Returns the device time from an earlier, done event to this one, in nanoseconds.
   *
   * @throws IllegalStateException when either is not done
   * @throws DeviceException when work before either failed, and the device has no time for that
   */
  long nanosSince(DeviceEvent earlier);

  /**
   * Runs the action once the work before the event is done or has failed, on a thread of the
   * backend's.
   */
  void onCompletion(Runnable action);

  @Override
  void close();
}
