package io.decant.conformance.trial;

import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the largest error that the comparisons of a test accepted, for its report. Comparisons are
 * far from whoever reports, so the meter belongs to the thread that runs the test.
 */
public final class ErrorMeter {
  private static final ThreadLocal<ErrorMeter> OF_TEST = ThreadLocal.withInitial(ErrorMeter::new);

  private double difference = -1;
  private double allowed;

  private ErrorMeter() {}

  /** Forgets what earlier tests of this thread have noted. */
  public static void reset() {
    OF_TEST.remove();
  }

  /**
   * Notes a number that was accepted.
   *
   * @param difference from the expected one
   * @param allowed how large it could have been
   */
  public static void note(double difference, double allowed) {
    ErrorMeter meter = OF_TEST.get();
    if (share(difference, allowed) > share(meter.difference, meter.allowed)
        || meter.difference < 0) {
      meter.difference = difference;
      meter.allowed = allowed;
    }
  }

  /**
   * Returns the largest error, as a share of what was allowed, and the numbers behind it; empty
   * when nothing was compared.
   */
  public static Optional<String> worst() {
    ErrorMeter meter = OF_TEST.get();
    if (meter.difference < 0) {
      return Optional.empty();
    }
    double share = share(meter.difference, meter.allowed);
    return Optional.of(
        share == 0
            ? "0"
            : String.format(
                Locale.ROOT, "%.3g: %.3g of %.3g", share, meter.difference, meter.allowed));
  }

  private static double share(double difference, double allowed) {
    return difference <= 0 ? 0 : difference / allowed;
  }
}
