package io.decant.spi.op;

/**
 * Writes the decompositions of solver steps: what comes before a solver's rule and behind it. Not
 * thread-safe.
 */
final class StepBuilder {
  private final StepSettings settings;
  private final long count;
  private final int firstHistory;
  private final Decomposition.Ref weights;
  private final Decomposition.Builder steps = Decomposition.builder();
  private final Decomposition.Ref gradient;

  /** Starts with the operators that prepare the gradient. */
  StepBuilder(SolverStep step) {
    settings = step.settings();
    count = settings.count();
    firstHistory = step.firstHistory();
    weights = steps.operand(firstHistory + step.histories());
    gradient = steps.temporary(count);
    if (settings.clipped()) {
      steps.step(
          Axpby.scaledBy(count, settings.gradientScale()),
          steps.operand(0),
          steps.operand(2),
          gradient);
    } else {
      steps.step(Axpby.of(count, settings.gradientScale(), 0), steps.operand(0), gradient);
    }
    regularise();
  }

  private void regularise() {
    if (settings.decay() == 0) {
      return;
    }
    Decomposition.Ref pull = weights;
    if (settings.l1()) {
      pull = temporary();
      steps.step(Unary.of(Unary.Function.SIGN, count), weights, pull);
    }
    steps.step(Axpby.of(count, settings.decay(), 1), pull, gradient);
  }

  /** Returns where the prepared gradient is. */
  Decomposition.Ref gradient() {
    return gradient;
  }

  /** Returns where a history is. */
  Decomposition.Ref history(int index) {
    return steps.operand(firstHistory + index);
  }

  /** Returns room for as many elements as there are weights. */
  Decomposition.Ref temporary() {
    return steps.temporary(count);
  }

  /** Appends {@code to = f(from)} with f's parameters p and q. */
  void unary(
      Unary.Function function, float p, float q, Decomposition.Ref from, Decomposition.Ref to) {
    steps.step(new Unary(function, count, p, q), from, to);
  }

  /** Appends {@code to = f(to, by)}. */
  void binary(BinaryFunction function, Decomposition.Ref to, Decomposition.Ref by) {
    steps.step(new Binary(function, count), to, by, to);
  }

  /** Appends {@code to = alpha * x + beta * to}. */
  void mix(float alpha, Decomposition.Ref x, float beta, Decomposition.Ref to) {
    steps.step(Axpby.of(count, alpha, beta), x, to);
  }

  /** Appends {@code to = rate * x + beta * to}; with a beta of 0, to may be x. */
  void mixAtRate(Decomposition.Ref x, float beta, Decomposition.Ref to) {
    steps.step(
        new Axpby(count, settings.rateMultiplier(), true, beta, false), x, steps.operand(1), to);
  }

  /** Appends what accumulates squares in a history: {@code h = keep * h + share * x^2}. */
  void accumulateSquares(float keep, float share, Decomposition.Ref x, Decomposition.Ref history) {
    Decomposition.Ref square = temporary();
    unary(Unary.Function.SQUARE, 0, 0, x, square);
    mix(share, square, keep, history);
  }

  /** Appends {@code x = x / (sqrt(squares) + delta)}. */
  void divideByRoot(Decomposition.Ref x, Decomposition.Ref squares, float delta) {
    Decomposition.Ref root = temporary();
    unary(Unary.Function.SQRT, 0, 0, squares, root);
    unary(Unary.Function.AFFINE, 1, delta, root, root);
    binary(BinaryFunction.DIV, x, root);
  }

  /**
   * Appends Adam's histories, and returns where its direction is, {@code h / (sqrt(k) + delta)}.
   */
  Decomposition.Ref adam(float momentum, float momentum2, float delta) {
    mix(1 - momentum, gradient, momentum, history(0));
    accumulateSquares(momentum2, 1 - momentum2, gradient, history(1));
    Decomposition.Ref direction = temporary();
    mix(1, history(0), 0, direction);
    divideByRoot(direction, history(1), delta);
    return direction;
  }

  /** Appends {@code to = to + rate2 * pull * w}. */
  void pull(float pull, Decomposition.Ref to) {
    if (pull != 0) {
      steps.step(
          new Axpby(count, settings.rateMultiplier() * pull, true, 1, false),
          weights,
          steps.operand(1).plus(1),
          to);
    }
  }

  /** Takes {@code rate * direction} off the weights, and returns everything. */
  Decomposition finishAtRate(Decomposition.Ref direction) {
    mixAtRate(direction, 0, direction);
    return finish(direction);
  }

  /** Takes the step off the weights, and returns everything. */
  Decomposition finish(Decomposition.Ref step) {
    mix(-1, step, 1, weights);
    if (settings.keepsStep()) {
      steps.step(Copy.dense(count), step, steps.operand(0));
    }
    return steps.build();
  }
}
