package io.decant.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the best {@code -lms N -lms_frac f} as the guide of IBM's Large Model Support tells its
 * users to: from {@code -lms 1000 -lms_frac 0} on, N is raised until memory is full, then f. Where
 * N = 1000 does not fit, N is lowered first.
 */
final class TuneSearch {
  /** Tries one setting. */
  @FunctionalInterface
  interface Attempt {
    TuneTrial run(long kilobytes, double fraction);
  }

  private static final long[] RAISED = {
    2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000
  };
  private static final long[] LOWERED = {500, 200, 100, 50, 20, 10, 5, 2, 1};
  private static final int TENTHS = 10;

  private final Attempt attempt;
  private final List<TuneTrial> trials = new ArrayList<>();
  private long size;

  TuneSearch(Attempt attempt) {
    this.attempt = attempt;
  }

  /** Returns all trials, in order. */
  List<TuneTrial> run() {
    size = 1000;
    boolean more = runs(size, 0);
    if (more) {
      raise();
    } else {
      more = lower();
    }
    for (int tenths = 1; more && tenths <= TENTHS && moves(); tenths++) {
      more = runs(size, tenths / (double) TENTHS);
    }
    return trials;
  }

  /** Returns the fastest trial that ran. */
  static Optional<TuneTrial> best(List<TuneTrial> trials) {
    return trials.stream()
        .filter(TuneTrial::runs)
        .min(Comparator.comparingDouble(TuneTrial::seconds));
  }

  private void raise() {
    for (long next : RAISED) {
      if (!moves() || !runs(next, 0)) {
        return;
      }
      size = next;
    }
  }

  private boolean lower() {
    for (long next : LOWERED) {
      size = next;
      if (runs(next, 0)) {
        return true;
      }
    }
    return false;
  }

  private boolean runs(long kilobytes, double fraction) {
    TuneTrial trial = attempt.run(kilobytes, fraction);
    trials.add(trial);
    return trial.runs();
  }

  /**
   * Returns whether the last trial that ran moved anything: what moves nothing needs no raising.
   */
  private boolean moves() {
    return trials.stream().filter(TuneTrial::runs).reduce((a, b) -> b).stream()
        .anyMatch(TuneTrial::moves);
  }
}
