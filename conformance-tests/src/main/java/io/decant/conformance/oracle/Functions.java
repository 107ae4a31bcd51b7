package io.decant.conformance.oracle;

import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Unary;

/** The scalar functions, and what one float32 evaluation of each may be off. */
final class Functions {
  /** Units in the last place that a good library's exp, log, tanh and the like may be off. */
  private static final double LIBRARY = 8;

  /** The same for pow, which OpenCL allows 16. */
  private static final double POWER = 32;

  private Functions() {}

  static double apply(Unary op, double x) {
    double p = op.p();
    return switch (op.function()) {
      case AFFINE -> p * x + op.q();
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case POW -> power(x, p);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SIGN -> Math.signum(x);
      case RELU -> x > 0 ? x : p * x;
      case RELU_SLOPE -> x > 0 ? 1 : p;
      case ELU -> x > 0 ? x : p * Math.expm1(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case CLAMP -> Double.isNaN(x) ? x : Math.min(Math.max(x, p), op.q());
      case GREATER -> x > p ? 1 : 0;
      case EQUAL -> x == p ? 1 : 0;
    };
  }

  /** Returns the error of one float32 evaluation that gives {@code y} for {@code x}. */
  static double rounding(Unary op, double x, double y) {
    return Rounding.UNIT
        * switch (op.function()) {
          case ABS, SIGN, RELU_SLOPE, CLAMP, GREATER, EQUAL -> 0;
          case AFFINE -> {
            double product = op.p() * x;
            yield isExact(product) && isExact(y) ? 0 : Math.abs(product) + Math.abs(y);
          }
          case SQUARE -> Math.abs(y);
          case SQRT -> 4 * Math.abs(y);
          case RELU -> x > 0 ? 0 : Math.abs(y);
          case POW -> POWER * Math.abs(y);
          case EXP, LOG -> LIBRARY * Math.abs(y);
          case ELU -> x > 0 ? 0 : LIBRARY * (Math.abs(y) + Math.abs(op.p()) * Math.exp(x));
          case SIGMOID, TANH, SOFTPLUS -> LIBRARY * Math.max(Math.abs(y), 0.5);
        };
  }

  /** Returns whether a result is a normal float32 number, which arithmetic then gives exactly. */
  private static boolean isExact(double result) {
    return (float) result == result && (result == 0 || Math.abs(result) >= Float.MIN_NORMAL);
  }

  static double apply(BinaryFunction function, double x, double y) {
    return switch (function) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case MAX -> Math.max(x, y);
      case MIN -> Math.min(x, y);
      case POW -> power(x, y);
      case MASK -> y != 0 ? x : 0;
      case GREATER -> x > y ? 1 : 0;
      case GREATER_EQUAL -> x >= y ? 1 : 0;
      case EQUAL -> x == y ? 1 : 0;
    };
  }

  /** Returns the error of one float32 evaluation that gives {@code z}. */
  static double rounding(BinaryFunction function, double z) {
    return Rounding.UNIT
        * switch (function) {
          case ADD, SUB, MUL -> Math.abs(z);
          case DIV -> 4 * Math.abs(z);
          case POW -> POWER * Math.abs(z);
          case MAX, MIN, MASK, GREATER, GREATER_EQUAL, EQUAL -> 0;
        };
  }

  /** C's pow: unlike Java's, 1 to any power, and -1 to an infinite one, are 1. */
  private static double power(double x, double y) {
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    return Math.pow(x, y);
  }
}
