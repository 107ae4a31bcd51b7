package io.decant.tiering;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Measures on the device how long the compute stream waits for copies: by an event before the first
 * of several waits for copies of a kind, and one behind the last, read once they are done. What
 * needs no waiting costs nothing.
 */
final class StallMeter {
  /** What events and waits take by themselves. */
  private static final long NOISE_NANOS = 20_000;

  private record Wait(Interval interval, boolean ahead) {}

  private final Traffic traffic;
  private final Deque<Wait> pending = new ArrayDeque<>();
  private @Nullable DeviceEvent begun;
  private boolean ahead;

  StallMeter(Traffic traffic) {
    this.traffic = traffic;
  }

  /**
   * Notes that a stream waits next.
   *
   * @param forAhead whether it waits for a copy that was started ahead of its use
   */
  void waits(DeviceStream stream, boolean forAhead) {
    if (ahead != forAhead) {
      ends(stream);
    }
    if (begun == null) {
      begun = stream.record();
      ahead = forAhead;
    }
  }

  /** Notes that a stream does something else next. */
  void ends(DeviceStream stream) {
    if (begun != null) {
      pending.add(new Wait(new Interval(begun, stream.record()), ahead));
      begun = null;
    }
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
    if (begun != null) {
      begun.close();
      begun = null;
    }
    pending.forEach(wait -> wait.interval.close());
    pending.clear();
  }
}
