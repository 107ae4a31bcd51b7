package io.decant.spi.op;

/**
 * AdamW: {@link AdamStep}, with a decay of weights that is no part of the gradient: {@code h =
 * momentum * h + (1 - momentum) * g}, {@code k = momentum2 * k + (1 - momentum2) * g^2}, {@code w =
 * w - rate * h / (sqrt(k) + delta) - rate2 * pull * w}. The first rate has the correction of the
 * bias towards zero in it, the second has not. Operands as in {@link SolverStep}. Source:
 * Loshchilov and Hutter, Decoupled weight decay regularization, 2019.
 *
 * @param settings what all solvers have in common; a decay there is one of the gradient
 * @param momentum share of the old mean of gradients
 * @param momentum2 share of the old mean of squares
 * @param delta keeps the divisor off zero
 * @param pull the decay of weights
 */
public record AdamWStep(
    StepSettings settings, float momentum, float momentum2, float delta, float pull)
    implements SolverStep {
  @Override
  public int histories() {
    return 2;
  }

  @Override
  public int rates() {
    return 2;
  }

  @Override
  public AdamWStep with(StepSettings other) {
    return new AdamWStep(other, momentum, momentum2, delta, pull);
  }

  @Override
  public Decomposition decompose() {
    StepBuilder steps = new StepBuilder(this);
    Decomposition.Ref direction = steps.adam(momentum, momentum2, delta);
    steps.mixAtRate(direction, 0, direction);
    steps.pull(pull, direction);
    return steps.finish(direction);
  }
}
