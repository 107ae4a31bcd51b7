package io.decant.spi.op;

/**
 * What all solver steps have in common: how the gradient is prepared and where the step goes.
 *
 * <p>The prepared gradient is {@code g = gradientScale * clip * gradient + decay * r(w)}, where
 * r(w) is w, or sign(w) for L1 regularisation, and clip is a device scalar, or 1 where the gradient
 * is not clipped. A step's rate is {@code rateMultiplier * rate}, and the rate is a device scalar.
 * Source: Caffe's SGDSolver::Normalize and Regularize.
 *
 * @param count number of weights
 * @param rateMultiplier the parameter's lr_mult
 * @param decay weight_decay times the parameter's decay_mult
 * @param l1 whether regularisation is L1 instead of L2
 * @param gradientScale constant factor of the gradient: 1 / iter_size
 * @param clipped whether the gradient is scaled by a device scalar
 * @param keepsStep whether the step replaces the gradient, for whoever wants to see it
 */
public record StepSettings(
    long count,
    float rateMultiplier,
    float decay,
    boolean l1,
    float gradientScale,
    boolean clipped,
    boolean keepsStep) {

  /** Returns the settings of a step over the gradient as it is, without regularisation. */
  public static StepSettings plain(long count) {
    return new StepSettings(count, 1, 0, false, 1, false, false);
  }

  /** Returns the same settings without decay. */
  public StepSettings withoutDecay() {
    return new StepSettings(count, rateMultiplier, 0, false, gradientScale, clipped, keepsStep);
  }

  /** Returns the same settings for another number of weights. */
  StepSettings withCount(long other) {
    return new StepSettings(other, rateMultiplier, decay, l1, gradientScale, clipped, keepsStep);
  }
}
