package io.decant.spi.op;

/**
 * Stochastic gradient descent with momentum: {@code h = momentum * h + rate * g}, {@code w = w -
 * h}. Operands as in {@link SolverStep}. Source: Caffe's SGDSolver.
 *
 * @param settings what all solvers have in common
 * @param momentum share of the old step
 */
public record SgdStep(StepSettings settings, float momentum) implements SolverStep {
  @Override
  public int histories() {
    return 1;
  }

  @Override
  public SgdStep with(StepSettings other) {
    return new SgdStep(other, momentum);
  }

  @Override
  public Decomposition decompose() {
    StepBuilder steps = new StepBuilder(this);
    steps.mixAtRate(steps.gradient(), momentum, steps.history(0));
    return steps.finish(steps.history(0));
  }
}
