package io.decant.tiering;

import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.PlanForecast;
import java.util.Locale;

/**
 * What a plan was made from and is not so.
 *
 * @param link the part of its rates that the link has
 * @param operator the seconds that each operator takes less
 * @param contention the seconds that operators take longer for each second of a copy beside them,
 *     in addition; below 0 if less
 */
record Correction(double link, double operator, double contention) {
  /** The link is not taken to be slower than this part of its rate at once. */
  private static final double LEAST_LINK = 0.5;

  /** Copies are not taken to slow operators down by more than this part of their time at once. */
  private static final double MOST_CONTENTION = 0.2;

  /**
   * The link is slower.
   *
   * @param excess seconds that a run takes more than planned
   * @param inUse seconds of it in which copies were to take the link, one way or both
   */
  static Correction slowerLink(double excess, double inUse) {
    return new Correction(Math.max(LEAST_LINK, inUse / (inUse + excess)), 0, 0);
  }

  /** Each operator takes so many seconds less. */
  static Correction fasterOperators(double seconds) {
    return new Correction(1, seconds, 0);
  }

  /**
   * Copies slow operators down otherwise.
   *
   * @param excess seconds that a run takes more than planned; below 0 if less
   * @param links what it was planned from
   */
  static Correction contention(double excess, PlanForecast forecast, LinkRates links) {
    double more = Math.min(MOST_CONTENTION, excess / forecast.besideSeconds());
    return new Correction(1, 0, Math.max(-links.contention(), more));
  }

  /** Returns what undoes it. */
  Correction takenBack() {
    return new Correction(1 / link, -operator, -contention);
  }

  /** Returns it in a few words. */
  String text() {
    if (contention != 0) {
      return String.format(
          Locale.ROOT, "copies slowed operators down by %+.2f of their time", contention);
    }
    return link < 1
        ? String.format(Locale.ROOT, "the link had %.2f of its rate", link)
        : String.format(Locale.ROOT, "operators took %.2g us less", 1e6 * operator);
  }
}
