package io.decant.spi.op;

/**
 * Adam: {@code h = momentum * h + (1 - momentum) * g}, {@code k = momentum2 * k + (1 - momentum2) *
 * g^2}, {@code w = w - rate * h / (sqrt(k) + delta)}. The correction of the bias towards zero,
 * {@code sqrt(1 - momentum2^t) / (1 - momentum^t)} in step t = 1, 2, ..., is part of the rate that
 * is given. Operands as in {@link SolverStep}. Source: Caffe's AdamSolver; Kingma and Ba, Adam: a
 * method for stochastic optimization, 2015.
 *
 * @param settings what all solvers have in common
 * @param momentum share of the old mean of gradients
 * @param momentum2 share of the old mean of squares
 * @param delta keeps the divisor off zero
 */
public record AdamStep(StepSettings settings, float momentum, float momentum2, float delta)
    implements SolverStep {
  @Override
  public int histories() {
    return 2;
  }

  @Override
  public AdamStep with(StepSettings other) {
    return new AdamStep(other, momentum, momentum2, delta);
  }

  @Override
  public Decomposition decompose() {
    StepBuilder steps = new StepBuilder(this);
    return steps.finishAtRate(steps.adam(momentum, momentum2, delta));
  }
}
