package io.decant.spi.op;

import java.util.List;

/**
 * {@code y = f(x)} element by element.
 *
 * <p>Operands: {@code x} read, {@code y} overwritten; they may be the same view.
 *
 * @param function f
 * @param count number of elements
 * @param p first parameter of f
 * @param q second parameter of f
 */
public record Unary(Function function, long count, float p, float q) implements MandatoryOp {
  /** The functions; p and q are the operator's parameters. */
  public enum Function {
    /** {@code p * x + q}. */
    AFFINE,
    /** {@code |x|}. */
    ABS,
    /** {@code x * x}. */
    SQUARE,
    /** {@code sqrt(x)}. */
    SQRT,
    /** {@code x^p}, as C's pow. */
    POW,
    /** {@code e^x}. */
    EXP,
    /** Natural logarithm. */
    LOG,
    /** -1, 0 or 1. */
    SIGN,
    /** {@code x > 0 ? x : p * x}. */
    RELU,
    /** {@code x > 0 ? 1 : p}: the derivative of RELU. */
    RELU_SLOPE,
    /** {@code x > 0 ? x : p * (e^x - 1)}. */
    ELU,
    /** {@code 1 / (1 + e^-x)}, without overflow. */
    SIGMOID,
    /** Hyperbolic tangent. */
    TANH,
    /** {@code log(1 + e^x)}, without overflow. */
    SOFTPLUS,
    /** {@code min(max(x, p), q)}; NaN stays NaN. */
    CLAMP,
    /** {@code x > p ? 1 : 0}. */
    GREATER,
    /** {@code x == p ? 1 : 0}. */
    EQUAL
  }

  /** Returns the operator for a function without parameters. */
  public static Unary of(Function function, long count) {
    return new Unary(function, count, 0, 0);
  }

  @Override
  public List<Operand> operands() {
    return List.of(Operand.read("x", count), Operand.write("y", count));
  }

  @Override
  public Cost cost() {
    return Cost.of(count, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.along("elements", count, this, n -> new Unary(function, n, p, q), 0, 0));
  }
}
