package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * The sum of several tensors, element by element, and what may follow it, in one pass: {@code y =
 * f(x0 + x1 + ...)}, added up in this order.
 *
 * <p>Operands: {@code x0}, {@code x1}, ... read; {@code s} read if {@code then} is {@link
 * Then#RELU_BACKWARD}; {@code y} overwritten; y may be the same view as x0.
 *
 * @param count number of elements
 * @param terms how many tensors, at least 2
 * @param then f
 */
public record Sum(long count, int terms, Then then) implements CompositeOp {
  /** What follows a sum. */
  public enum Then {
    /** Nothing. */
    NOTHING,
    /** {@code max(sum, 0)}. */
    RELU,
    /** {@link ReluBackward} of a gradient that is the sum: {@code sum * (s > 0 ? 1 : 0)}. */
    RELU_BACKWARD
  }

  /** Checks the number of terms. */
  public Sum {
    if (terms < 2) {
      throw new IllegalArgumentException("a sum has at least 2 terms, not " + terms);
    }
  }

  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < terms; i++) {
      operands.add(Operand.read("x" + i, count));
    }
    if (then == Then.RELU_BACKWARD) {
      operands.add(Operand.read("s", count));
    }
    operands.add(Operand.write("y", count));
    return operands;
  }

  @Override
  public Cost cost() {
    return Cost.of((terms - 1) * count, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.along(
            "elements", count, this, n -> new Sum(n, terms, then), new int[operands().size()]));
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref y = steps.operand(operands().size() - 1);
    steps.step(new Binary(BinaryFunction.ADD, count), steps.operand(0), steps.operand(1), y);
    for (int i = 2; i < terms; i++) {
      steps.step(Axpby.of(count, 1, 1), steps.operand(i), y);
    }
    switch (then) {
      case NOTHING -> {}
      case RELU -> steps.step(Unary.of(Unary.Function.RELU, count), y, y);
      case RELU_BACKWARD -> steps.step(new ReluBackward(count, 0), y, steps.operand(terms), y);
    }
    return steps.build();
  }
}
