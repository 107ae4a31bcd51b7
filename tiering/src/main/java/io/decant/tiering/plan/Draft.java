package io.decant.tiering.plan;

/**
 * A plan without addresses, and what it was made from, for making better ones.
 *
 * @param input the lives, with evictions marked
 * @param timeline the copies, timed
 * @param seconds of one run
 * @param terms what it keeps to
 */
record Draft(PlanInput input, TransferTimeline timeline, double seconds, DraftTerms terms) {
  private static final double NOTICEABLE = 1.005;

  /** Returns whether this one is faster, or as fast and moves less. */
  boolean beats(Draft other) {
    double ratio = seconds / other.seconds;
    return ratio < 1 / NOTICEABLE || (ratio < NOTICEABLE && bytes() < other.bytes());
  }

  /** Returns whether another draft computes the same again. */
  boolean resembles(Draft other) {
    return terms.recomputations().equals(other.terms.recomputations());
  }

  /** Returns the bytes that are copied, both ways. */
  long bytes() {
    return timeline.bytesIn() + timeline.bytesOut();
  }

  /** Returns how many operators run once more. */
  int recomputed() {
    return input.order().again();
  }

  /** Returns whether copies make the run longer. */
  boolean waits() {
    return seconds > NOTICEABLE * input.busy();
  }
}
