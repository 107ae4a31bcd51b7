package io.decant.api.net;

import org.jspecify.annotations.Nullable;

/**
 * What a solver needs of a net's programs.
 *
 * @param accumulates whether gradients of several passes are added up
 * @param updates emits the update of a parameter behind its gradient; null where updates are a
 *     program of their own
 * @param keepsGradients whether gradients of parameters are read behind their updates
 */
public record TrainingPlan(
    boolean accumulates, @Nullable UpdateEmitter updates, boolean keepsGradients) {
  /** Passes without updates. */
  public static final TrainingPlan NONE = new TrainingPlan(false, null, true);

  /** Returns whether nobody reads the gradient of a parameter once that is updated. */
  boolean updateIsLastUse() {
    return updates != null && !accumulates && !keepsGradients;
  }
}
