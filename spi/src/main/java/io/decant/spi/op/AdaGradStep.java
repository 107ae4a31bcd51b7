package io.decant.spi.op;

/**
 * AdaGrad: {@code h = h + g^2}, {@code w = w - rate * g / (sqrt(h) + delta)}. Operands as in {@link
 * SolverStep}. Source: Caffe's AdaGradSolver; Duchi et al., Adaptive subgradient methods for online
 * learning and stochastic optimization, 2011.
 *
 * @param settings what all solvers have in common
 * @param delta keeps the divisor off zero
 */
public record AdaGradStep(StepSettings settings, float delta) implements SolverStep {
  @Override
  public int histories() {
    return 1;
  }

  @Override
  public AdaGradStep with(StepSettings other) {
    return new AdaGradStep(other, delta);
  }

  @Override
  public Decomposition decompose() {
    StepBuilder steps = new StepBuilder(this);
    steps.accumulateSquares(1, 1, steps.gradient(), steps.history(0));
    steps.divideByRoot(steps.gradient(), steps.history(0), delta);
    return steps.finishAtRate(steps.gradient());
  }
}
