package io.decant.tiering;

import io.decant.spi.device.DeviceStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What the runs of a plan take on the device: the shortest of the first few of each part counts.
 * Used by one thread at a time.
 */
final class MeasuredRuns {
  /** Runs of a plan that are measured. */
  static final int RUNS = 5;

  /** Those of one part of a run. */
  private static final class Part {
    private final Deque<Interval> pending = new ArrayDeque<>();
    private int measured;
    private int read;
    private double shortest = Double.MAX_VALUE;

    /** Takes in what is measured by now. */
    void read() {
      while (!pending.isEmpty() && pending.peek().isDone()) {
        try (Interval interval = pending.remove()) {
          shortest = Math.min(shortest, interval.nanos() / 1e9);
        }
        read++;
      }
    }
  }

  private final Map<Integer, Part> parts = new HashMap<>();
  private boolean complete;

  /**
   * Enqueues a run of a part, and measures it unless enough are.
   *
   * @param part which of the parts it is
   */
  void measure(DeviceStream stream, int part, Runnable run) {
    Part known = parts.computeIfAbsent(part, key -> new Part());
    if (known.measured == RUNS) {
      run.run();
      return;
    }
    known.measured++;
    known.pending.add(Interval.around(stream, run));
  }

  /** Takes in what is measured by now; returns true once, when this completes it. */
  boolean read() {
    parts.values().forEach(Part::read);
    boolean before = complete;
    complete = !parts.isEmpty() && parts.values().stream().allMatch(part -> part.read == RUNS);
    return complete && !before;
  }

  /** Returns the seconds of a run, once that is complete. */
  double seconds() {
    return parts.values().stream().mapToDouble(part -> part.shortest).sum();
  }

  /** Starts anew, and gives up what nobody will read. */
  void clear() {
    parts.values().forEach(part -> part.pending.forEach(Interval::close));
    parts.clear();
    complete = false;
  }
}
