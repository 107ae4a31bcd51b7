package io.decant.tiering.plan;

/**
 * The time below which no schedule of swaps can stay. What exceeds the pool at some moment must
 * have left before it and come back behind it; and what tiles and the host's operators copy, every
 * schedule copies.
 *
 * <p>At each moment, a copy that no schedule spares either lies on the right side of it, or its
 * block takes memory meanwhile. So the bytes copied out before an operator are at least those that
 * must be copied in any case and those on the device, less the pool and what can leave without a
 * copy; likewise for bytes copied in from the operator on.
 */
final class LowerBound {
  private final PlanInput input;
  private final long[] out;
  private final long[] in;

  private LowerBound(PlanInput input, long pool) {
    this.input = input;
    OccupancyTree live = input.occupancy();
    out = new long[input.ops() + 1];
    in = new long[input.ops() + 1];
    for (BlockLife life : input.lives()) {
      life.gaps().forEach(this::add);
    }
    for (int op = 1; op <= input.ops(); op++) {
      out[op] += out[op - 1];
      in[op] += in[op - 1];
    }
    for (int op = 0; op <= input.ops(); op++) {
      long excess = live.at(op) - pool;
      out[op] = Math.max(0, out[op] + excess);
      in[op] = Math.max(0, in[op] + excess);
    }
  }

  /**
   * Returns the bound in seconds: the maximum over all operators of the larger of computing and
   * copying out before it, plus the larger of computing and copying in from it on.
   *
   * @param input with no gap evicted but those that have no choice
   * @param pool bytes of the pool
   */
  static double seconds(PlanInput input, long pool) {
    return new LowerBound(input, pool).seconds();
  }

  private double seconds() {
    double[] starts = input.starts();
    double end = starts[input.ops()];
    double bound = end;
    for (int op = 0; op <= input.ops(); op++) {
      double before = Math.max(starts[op], input.rates().secondsOut(out[op]));
      double behind = Math.max(end - starts[op], input.rates().secondsIn(in[op]));
      bound = Math.max(bound, before + behind);
    }
    return bound;
  }

  private void add(Gap gap) {
    if (gap.settledAway()) {
      addCopies(gap, gap.life().block().bytes());
    } else {
      long bytes = gap.life().bytes();
      gap.stretches(
          input.ops() + 1,
          (begin, end) -> {
            boolean tail = gap.wraps() && begin > gap.after();
            boolean head = gap.wraps() && !tail;
            if (head || !gap.life().isChangedBefore(gap)) {
              add(out, begin, end, -bytes);
            }
            if (tail || !gap.fetches()) {
              add(in, begin, end, -bytes);
            }
          });
    }
  }

  /**
   * Counts copies that have no choice: out once they have started, and in until they must be
   * complete.
   */
  private void addCopies(Gap gap, long bytes) {
    if (gap.life().isChangedBefore(gap)) {
      add(out, gap.after() + 1, out.length, bytes);
    }
    if (gap.fetches()) {
      add(in, 0, gap.before(), bytes);
    }
  }

  private static void add(long[] changes, int begin, int end, long bytes) {
    if (begin < end) {
      changes[begin] += bytes;
      if (end < changes.length) {
        changes[end] -= bytes;
      }
    }
  }
}
