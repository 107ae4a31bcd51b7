package io.decant.tiering;

import io.decant.spi.device.DeviceStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures on the device how long the compute stream waits for copies: by an event before each wait
 * and one behind it, read once they are done. Waits that need no waiting cost nothing.
 */
final class StallMeter {
  /** What an event and a wait take by themselves. */
  private static final long NOISE_NANOS = 20_000;

  private record Wait(Interval interval, boolean ahead) {}

  private final Traffic traffic;
  private final Deque<Wait> pending = new ArrayDeque<>();

  StallMeter(Traffic traffic) {
    this.traffic = traffic;
  }

  /**
   * Has a stream wait.
   *
   * @param ahead whether it waits for a copy that was started ahead of its use
   * @param wait enqueues the wait
   */
  void measure(DeviceStream stream, boolean ahead, Runnable wait) {
    pending.add(new Wait(Interval.around(stream, wait), ahead));
  }

  /** Takes in what has been measured by now. */
  void collect() {
    while (!pending.isEmpty() && pending.peek().interval.isDone()) {
      Wait wait = pending.remove();
      try (Interval interval = wait.interval) {
        count(interval.nanos(), wait.ahead);
      }
    }
  }

  private void count(long nanos, boolean ahead) {
    if (nanos > NOISE_NANOS) {
      traffic.stall(nanos);
      if (ahead) {
        traffic.late();
      }
    }
  }

  /** Gives up what has not been read. */
  void close() {
    pending.forEach(wait -> wait.interval.close());
    pending.clear();
  }
}
