package io.decant.spi.device;

/**
 * A piece of device memory. One owner, who closes it. Closing is ordered behind the work enqueued
 * so far on every stream of the device; closing twice is harmless; use after close throws {@link
 * IllegalStateException}.
 */
public interface DeviceSlab extends AutoCloseable {
  /** Returns the size in bytes. */
  long bytes();

  @Override
  void close();
}
