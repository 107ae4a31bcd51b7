package io.decant.conformance.trial;

/** When a float32 number counts as the expected one. */
public final class Tolerance {
  /** How much worse than its bound a computation may be: room for other orders of evaluation. */
  private static final double SLACK = 2;

  private static final double HALF_UNIT = 0x1p-24;

  private Tolerance() {}

  /** Returns how far a number may be off; 0 when it must be exact. */
  public static double of(double expected, double error) {
    return error == 0 ? 0 : SLACK * (error + HALF_UNIT * Math.abs(expected)) + 4 * Float.MIN_NORMAL;
  }

  /** Returns whether a number is as near to the expected one as is allowed; notes how near. */
  public static boolean accepts(double expected, double bound, double got) {
    if (Double.isNaN(expected)) {
      return Double.isNaN(got);
    }
    if (Double.isInfinite(expected) || bound == 0) {
      boolean same = got == (float) expected || (bound == 0 && got == expected);
      return same && noted(0, 0);
    }
    if (Double.isInfinite(got)) {
      return Math.signum(got) == Math.signum(expected)
          && Math.abs(expected) + bound >= Float.MAX_VALUE;
    }
    double difference = Math.abs(got - expected);
    return difference <= bound && noted(difference, bound);
  }

  private static boolean noted(double difference, double bound) {
    ErrorMeter.note(difference, bound);
    return true;
  }
}
