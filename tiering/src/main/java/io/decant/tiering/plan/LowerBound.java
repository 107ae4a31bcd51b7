package io.decant.tiering.plan;

/**
 * The time below which no schedule of swaps should stay: whatever exceeds the pool at some moment
 * must have left before it and come back behind it.
 */
final class LowerBound {
  private LowerBound() {}

  /**
   * Returns the bound in seconds: the maximum over all operators of the larger of computing and
   * copying out before it, plus the larger of computing and copying in from it on. What has not
   * changed since the last run need not be copied out, the host may have it.
   *
   * @param input with no gap evicted but those that have no choice
   * @param pool bytes of the pool
   */
  static double seconds(PlanInput input, long pool) {
    OccupancyTree live = input.occupancy();
    long[] clean = clean(input);
    double[] starts = input.starts();
    double end = starts[input.ops()];
    double bound = end;
    for (int op = 0; op < input.ops(); op++) {
      long excess = Math.max(0, live.at(op) - pool);
      long dirty = Math.max(0, excess - clean[op]);
      double before = Math.max(starts[op], input.rates().secondsOut(dirty));
      double behind = Math.max(end - starts[op], input.rates().secondsIn(excess));
      bound = Math.max(bound, before + behind);
    }
    return bound;
  }

  /** Returns, for each operator, the bytes of persistent blocks that no earlier one has changed. */
  private static long[] clean(PlanInput input) {
    long[] clean = new long[input.ops() + 1];
    for (BlockLife life : input.lives()) {
      if (life.block().persistent()) {
        int changed =
            life.uses().stream().filter(Use::writes).mapToInt(Use::op).min().orElse(input.ops());
        clean[0] += life.bytes();
        clean[Math.min(changed + 1, input.ops())] -= life.bytes();
      }
    }
    for (int op = 1; op <= input.ops(); op++) {
      clean[op] += clean[op - 1];
    }
    return clean;
  }
}
