package io.decant.spi.op;

/**
 * RMSProp: {@code h = decay * h + (1 - decay) * g^2}, {@code w = w - rate * g / (sqrt(h) + delta)}.
 * Operands as in {@link SolverStep}. Source: Caffe's RMSPropSolver; Tieleman and Hinton, RMSProp,
 * Coursera lecture 6.5, 2012.
 *
 * @param settings what all solvers have in common
 * @param decay share of the old mean of squares: rms_decay
 * @param delta keeps the divisor off zero
 */
public record RmsPropStep(StepSettings settings, float decay, float delta) implements SolverStep {
  @Override
  public int histories() {
    return 1;
  }

  @Override
  public RmsPropStep with(StepSettings other) {
    return new RmsPropStep(other, decay, delta);
  }

  @Override
  public Decomposition decompose() {
    StepBuilder steps = new StepBuilder(this);
    steps.accumulateSquares(decay, 1 - decay, steps.gradient(), steps.history(0));
    steps.divideByRoot(steps.gradient(), steps.history(0), delta);
    return steps.finishAtRate(steps.gradient());
  }
}
