package io.decant.tiering.plan;

import java.util.Arrays;

/** Finds the holes between ranges of addresses that are taken, and may overlap. */
final class Holes {
  private final long[] starts;
  private final long[] ends;
  private int taken;
  private long[] begins = new long[16];
  private long[] limits = new long[16];
  private int count;

  /**
   * Creates it.
   *
   * @param most how many ranges may be taken
   */
  Holes(int most) {
    starts = new long[most];
    ends = new long[most];
  }

  /** Forgets what is taken. */
  void clear() {
    taken = 0;
  }

  /** Takes a range. */
  void take(long start, long end) {
    int at = taken++;
    while (at > 0 && starts[at - 1] > start) {
      starts[at] = starts[at - 1];
      ends[at] = ends[at - 1];
      at--;
    }
    starts[at] = start;
    ends[at] = end;
  }

  /**
   * Finds the holes that are large enough, in the order of their addresses.
   *
   * @param slabs sizes of slabs, one behind the other; no hole crosses from one into the next
   */
  void find(long[] slabs, long bytes) {
    count = 0;
    long start = 0;
    int next = 0;
    for (long slab : slabs) {
      long end = start + slab;
      long free = start;
      while (next < taken && starts[next] < end) {
        add(free, starts[next], bytes);
        free = Math.max(free, ends[next]);
        next++;
      }
      add(free, end, bytes);
      start = end;
    }
  }

  private void add(long from, long to, long bytes) {
    if (to - from < bytes) {
      return;
    }
    if (count == begins.length) {
      begins = Arrays.copyOf(begins, 2 * count);
      limits = Arrays.copyOf(limits, 2 * count);
    }
    begins[count] = from;
    limits[count] = to;
    count++;
  }

  /** Returns how many holes were found. */
  int count() {
    return count;
  }

  /** Returns where a hole begins. */
  long begin(int hole) {
    return begins[hole];
  }

  /** Returns where a hole ends, exclusive. */
  long end(int hole) {
    return limits[hole];
  }
}
