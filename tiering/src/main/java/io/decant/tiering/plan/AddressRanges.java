package io.decant.tiering.plan;

import java.util.Arrays;

/** Address ranges that are taken, in order; those that touch or overlap are one. */
final class AddressRanges {
  private long[] starts = new long[4];
  private long[] ends = new long[4];
  private int size;

  /** Takes a range, parts of which may be taken already. */
  void add(long start, long end) {
    int first = firstEndingFrom(start);
    int behind = first;
    long low = start;
    long high = end;
    while (behind < size && starts[behind] <= end) {
      low = Math.min(low, starts[behind]);
      high = Math.max(high, ends[behind]);
      behind++;
    }
    replace(first, behind);
    starts[first] = low;
    ends[first] = high;
  }

  /** Returns the lowest address, at least {@code from}, behind which so many bytes are free. */
  long free(long from, long bytes) {
    long address = from;
    int at = firstEndingFrom(from + 1);
    while (at < size && starts[at] < address + bytes) {
      address = ends[at];
      at++;
    }
    return address;
  }

  /** Makes the ranges from {@code first} to {@code behind} (exclusive) one. */
  private void replace(int first, int behind) {
    int grown = size + 1 - (behind - first);
    if (grown > starts.length) {
      starts = Arrays.copyOf(starts, 2 * grown);
      ends = Arrays.copyOf(ends, 2 * grown);
    }
    System.arraycopy(starts, behind, starts, first + 1, size - behind);
    System.arraycopy(ends, behind, ends, first + 1, size - behind);
    size = grown;
  }

  private int firstEndingFrom(long address) {
    int found = Arrays.binarySearch(ends, 0, size, address);
    return found < 0 ? -found - 1 : found;
  }
}
