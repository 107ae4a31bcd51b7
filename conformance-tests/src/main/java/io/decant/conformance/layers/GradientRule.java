package io.decant.conformance.layers;

/**
 * How a gradient is compared with differences, as Caffe's checker does it: elements whose magnitude
 * is nearer than {@code range} to {@code kink} are left out, and a difference counts in relation to
 * the larger of both gradients and 1.
 *
 * @param exists whether the layer has a gradient
 * @param kink magnitude of the numbers at which the function has no derivative; NaN for none
 * @param range how near to it nothing is checked
 * @param threshold largest relative difference
 */
public record GradientRule(boolean exists, double kink, double range, double threshold) {
  /** The step of the differences. */
  public static final float STEP = 1e-2f;

  /** There is no gradient. */
  public static final GradientRule NONE = new GradientRule(false, Double.NaN, 0, 0);

  /** There is a gradient of what was drawn at random, and no derivative to compare it with. */
  public static final GradientRule DRAWN =
      new GradientRule(true, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** The function is smooth and bends little within a step. */
  public static final GradientRule SMOOTH = new GradientRule(true, Double.NaN, 0, 1e-3);

  /** The function is smooth and bends visibly within a step. */
  public static final GradientRule BENT = new GradientRule(true, Double.NaN, 0, 1e-2);

  /** Returns the rule for a function with a kink. */
  public static GradientRule kink(double at) {
    return new GradientRule(true, at, 1.1 * STEP, 1e-3);
  }

  /** Returns whether an element is far enough from the kink. */
  public boolean checks(double element) {
    return !(Math.abs(Math.abs(element) - kink) < range);
  }
}
