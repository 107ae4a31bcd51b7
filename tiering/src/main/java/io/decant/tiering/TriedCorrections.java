package io.decant.tiering;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The corrections from which a program was planned again: a few at most, and where one of late runs
 * made them slower, it is taken back and none follows. Used by one thread at a time.
 */
final class TriedCorrections {
  /** Those that may follow since runs are late. */
  static final int OF_LATE_RUNS = 3;

  /** Those that may follow since operators are faster, for each measurement of operators. */
  static final int SHORTENINGS = 2;

  /** What a run takes more by a corrected plan where the one before comes back. */
  private static final double WORSE = 0.01;

  private int ofLateRuns;
  private int shortenings;
  private @Nullable Correction last;
  private double secondsBefore;

  /** Returns whether another one may follow since runs are late. */
  boolean mayFollowLateRun() {
    return ofLateRuns < OF_LATE_RUNS;
  }

  /** Returns whether another one may follow since runs are early. */
  boolean mayShorten() {
    return shortenings < SHORTENINGS;
  }

  /**
   * Notes that a program is planned again.
   *
   * @param late whether since its runs are late
   * @param seconds of a run by the plan before
   */
  void tries(Correction correction, boolean late, double seconds) {
    if (late) {
      ofLateRuns++;
    } else {
      shortenings++;
    }
    last = late ? correction : null;
    secondsBefore = seconds;
  }

  /** Returns the seconds of a run before the last correction. */
  double secondsBefore() {
    return secondsBefore;
  }

  /**
   * Judges the last correction, if it was made since runs were late. Those that shorten operators
   * stay: forecasts are true by them, whereas the plan before expected more than its runs take.
   *
   * @param seconds of a run by the plan that was made from it
   * @return what takes it back, if it made runs slower
   */
  Optional<Correction> takeBack(double seconds) {
    Correction judged = last;
    last = null;
    if (judged == null || seconds <= (1 + WORSE) * secondsBefore) {
      return Optional.empty();
    }
    ofLateRuns = OF_LATE_RUNS;
    shortenings = SHORTENINGS;
    return Optional.of(judged.takenBack());
  }

  /** Operators have been measured anew: runs are not to be compared with those before. */
  void remeasured() {
    shortenings = 0;
    last = null;
  }
}
