package io.decant.conformance.wrapper;

import java.util.Arrays;

/**
 * For each stream, how many of its operations have happened before some point (Mattern, "Virtual
 * time and global states of distributed systems", 1989). Not thread-safe.
 */
public final class VectorClock {
  private long[] ticks = new long[4];

  /** Creates a clock at which nothing has happened. */
  VectorClock() {}

  /** Returns how many operations of a stream have happened. */
  long ticks(int stream) {
    return stream < ticks.length ? ticks[stream] : 0;
  }

  /** Counts an operation of a stream, and returns its number. */
  long tick(int stream) {
    reach(stream + 1);
    return ++ticks[stream];
  }

  /** Moves on to where the other clock is, too. */
  void join(VectorClock other) {
    reach(other.ticks.length);
    for (int stream = 0; stream < other.ticks.length; stream++) {
      ticks[stream] = Math.max(ticks[stream], other.ticks[stream]);
    }
  }

  VectorClock copy() {
    VectorClock copy = new VectorClock();
    copy.join(this);
    return copy;
  }

  private void reach(int streams) {
    if (streams > ticks.length) {
      ticks = Arrays.copyOf(ticks, Math.max(streams, 2 * ticks.length));
    }
  }
}
