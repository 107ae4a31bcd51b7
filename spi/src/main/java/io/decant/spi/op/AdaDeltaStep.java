package io.decant.spi.op;

/**
 * AdaDelta: {@code h = momentum * h + (1 - momentum) * g^2}, {@code u = g * sqrt((k + delta) / (h +
 * delta))}, {@code k = momentum * k + (1 - momentum) * u^2}, {@code w = w - rate * u}. Operands as
 * in {@link SolverStep}. Source: Caffe's AdaDeltaSolver; Zeiler, ADADELTA: an adaptive learning
 * rate method, 2012.
 *
 * @param settings what all solvers have in common
 * @param momentum share of the old means of squares
 * @param delta keeps both roots off zero
 */
public record AdaDeltaStep(StepSettings settings, float momentum, float delta)
    implements SolverStep {
  @Override
  public int histories() {
    return 2;
  }

  @Override
  public AdaDeltaStep with(StepSettings other) {
    return new AdaDeltaStep(other, momentum, delta);
  }

  @Override
  public Decomposition decompose() {
    StepBuilder steps = new StepBuilder(this);
    Decomposition.Ref gradient = steps.gradient();
    Decomposition.Ref ratio = steps.temporary();
    Decomposition.Ref divisor = steps.temporary();
    steps.accumulateSquares(momentum, 1 - momentum, gradient, steps.history(0));
    steps.unary(Unary.Function.AFFINE, 1, delta, steps.history(1), ratio);
    steps.unary(Unary.Function.AFFINE, 1, delta, steps.history(0), divisor);
    steps.binary(BinaryFunction.DIV, ratio, divisor);
    steps.unary(Unary.Function.SQRT, 0, 0, ratio, ratio);
    steps.binary(BinaryFunction.MUL, gradient, ratio);
    steps.accumulateSquares(momentum, 1 - momentum, gradient, steps.history(1));
    return steps.finishAtRate(gradient);
  }
}
