package io.decant.spi.op;

/**
 * Nesterov's accelerated gradient: {@code h' = momentum * h + rate * g}, {@code w = w - ((1 +
 * momentum) * h' - momentum * h)}, {@code h = h'}. Operands as in {@link SolverStep}. Source:
 * Caffe's NesterovSolver; Nesterov, A method of solving a convex programming problem with
 * convergence rate O(1/sqrt(k)), 1983.
 *
 * @param settings what all solvers have in common
 * @param momentum share of the old step
 */
public record NesterovStep(StepSettings settings, float momentum) implements SolverStep {
  @Override
  public int histories() {
    return 1;
  }

  @Override
  public NesterovStep with(StepSettings other) {
    return new NesterovStep(other, momentum);
  }

  @Override
  public Decomposition decompose() {
    StepBuilder steps = new StepBuilder(this);
    Decomposition.Ref step = steps.temporary();
    if (momentum != 0) {
      steps.mix(-momentum, steps.history(0), 0, step);
    }
    steps.mixAtRate(steps.gradient(), momentum, steps.history(0));
    steps.mix(1 + momentum, steps.history(0), momentum == 0 ? 0 : 1, step);
    return steps.finish(step);
  }
}
