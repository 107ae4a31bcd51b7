package io.decant.tiering.plan;

/**
 * The bytes on the device during each operator, under additions to ranges; each question and each
 * addition takes logarithmic time.
 */
final class OccupancyTree {
  private final int size;
  private final int leaves;
  private final long[] most;
  private final long[] added;

  /**
   * Creates a tree.
   *
   * @param changes how many bytes each operator has more than the one before
   */
  OccupancyTree(long[] changes) {
    this.size = changes.length;
    this.leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size - 1)) << 1);
    this.most = new long[2 * leaves];
    this.added = new long[2 * leaves];
    long bytes = 0;
    for (int op = 0; op < size; op++) {
      bytes += changes[op];
      most[leaves + op] = bytes;
      added[leaves + op] = bytes;
    }
    for (int node = leaves - 1; node > 0; node--) {
      most[node] = Math.max(most[2 * node], most[2 * node + 1]);
    }
  }

  /** Returns the number of operators. */
  int size() {
    return size;
  }

  /** Adds bytes to the operators from {@code begin} to {@code end} (exclusive). */
  void add(int begin, int end, long bytes) {
    if (begin < end) {
      add(1, 0, leaves, begin, end, bytes);
    }
  }

  /** Returns the largest number of bytes from {@code begin} to {@code end} (exclusive), or 0. */
  long most(int begin, int end) {
    return begin < end ? most(1, 0, leaves, begin, end) : 0;
  }

  /** Returns the bytes during an operator. */
  long at(int op) {
    return most(op, op + 1);
  }

  private void add(int node, int low, int high, int begin, int end, long bytes) {
    if (begin <= low && high <= end) {
      most[node] += bytes;
      added[node] += bytes;
      return;
    }
    int middle = (low + high) >>> 1;
    if (begin < middle) {
      add(2 * node, low, middle, begin, end, bytes);
    }
    if (end > middle) {
      add(2 * node + 1, middle, high, begin, end, bytes);
    }
    most[node] = Math.max(most[2 * node], most[2 * node + 1]) + added[node];
  }

  private long most(int node, int low, int high, int begin, int end) {
    if (begin <= low && high <= end) {
      return most[node];
    }
    int middle = (low + high) >>> 1;
    long found = Long.MIN_VALUE;
    if (begin < middle) {
      found = most(2 * node, low, middle, begin, end);
    }
    if (end > middle) {
      found = Math.max(found, most(2 * node + 1, middle, high, begin, end));
    }
    return found + added[node];
  }
}
