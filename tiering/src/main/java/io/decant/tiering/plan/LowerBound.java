package io.decant.tiering.plan;

/**
 * The time below which no schedule of swaps can stay: whatever exceeds the pool at some moment must
 * have left before it and come back behind it.
 */
final class LowerBound {
  private LowerBound() {}

  /**
   * Returns the bound in seconds: the maximum over all operators of the larger of computing and
   * copying out before it, plus the larger of computing and copying in from it on.
   *
   * @param input with no gap evicted but those that have no choice
   * @param pool bytes of the pool
   * @param clean bytes of blocks that never change, whose copies on the host stay valid
   */
  static double seconds(PlanInput input, long pool, long clean) {
    OccupancyTree live = input.occupancy();
    double[] starts = input.starts();
    double end = starts[input.ops()];
    double bound = end;
    for (int op = 0; op < input.ops(); op++) {
      long excess = Math.max(0, live.at(op) - pool);
      double before = Math.max(starts[op], input.rates().secondsOut(Math.max(0, excess - clean)));
      double behind = Math.max(end - starts[op], input.rates().secondsIn(excess));
      bound = Math.max(bound, before + behind);
    }
    return bound;
  }
}
