package io.decant.conformance.throttle;

/**
 * The host's virtual time: it moves on when the host waits for a device, and only then.
 * Thread-safe.
 */
final class VirtualClock {
  private double now;

  /** Returns the seconds since the device was opened. */
  synchronized double now() {
    return now;
  }

  /** Moves on to a time, unless it is past. */
  synchronized void advanceTo(double time) {
    now = Math.max(now, time);
  }
}
