package io.decant.tiering;

import io.decant.spi.device.DeviceException;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one copy from the device that are still to be written to their storage. Once all
 * are done, a fence is passed, or fails if one of them has failed. Thread-safe.
 */
final class Writes {
  private final Fence stored;
  private final CopyThread thread;
  private int left;
  private @Nullable DeviceException failure;

  /**
   * Starts with nothing written.
   *
   * @param pieces how many there are, at least 1
   * @param stored passed at the end
   * @param thread runs nothing more once a piece has failed
   */
  Writes(int pieces, Fence stored, CopyThread thread) {
    this.left = pieces;
    this.stored = stored;
    this.thread = thread;
  }

  /**
   * Takes note that a piece is done.
   *
   * @param cause why it failed; null when it did not
   */
  synchronized void done(@Nullable Throwable cause) {
    if (cause != null && failure == null) {
      failure = CopyThread.failure(cause);
      thread.fail(failure);
    }
    left--;
    if (left > 0) {
      return;
    }
    if (failure == null) {
      stored.pass();
    } else {
      stored.fail(failure);
    }
  }
}
