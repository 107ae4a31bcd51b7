package io.decant.tiering.plan;

import io.decant.spi.memory.Plan;
import java.util.List;

/**
 * A plan and what it was made from, for making better ones.
 *
 * @param input the lives, with evictions marked
 * @param timeline the copies, timed
 * @param recomputations what is computed again
 */
record Draft(
    PlanInput input, TransferTimeline timeline, List<Recomputation> recomputations, Plan plan) {
  private static final double NOTICEABLE = 1.005;

  double seconds() {
    return plan.forecast().seconds();
  }

  /** Returns whether this one is faster, or as fast and moves less. */
  boolean beats(Draft other) {
    double ratio = seconds() / other.seconds();
    return ratio < 1 / NOTICEABLE || (ratio < NOTICEABLE && bytes() < other.bytes());
  }

  private long bytes() {
    return plan.forecast().bytesIn() + plan.forecast().bytesOut();
  }

  /** Returns whether copies make the run longer. */
  boolean waits() {
    return seconds() > NOTICEABLE * input.busy();
  }
}
