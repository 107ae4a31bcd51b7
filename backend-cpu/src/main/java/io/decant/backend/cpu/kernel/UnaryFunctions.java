package io.decant.backend.cpu.kernel;

import io.decant.spi.op.Unary;

/**
 * The functions of {@link Unary} over tiles. Loops are free of branches on data: a mispredicted
 * branch costs more than ten elements of arithmetic.
 */
final class UnaryFunctions {
  private static final int ONE = Float.floatToRawIntBits(1);
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private UnaryFunctions() {}

  /** A function of a tile, in place. */
  interface TileFunction {
    /** Replaces the first {@code n} elements of {@code x}. */
    void apply(float[] x, int n);
  }

  /** A function of one number, where there is nothing to vectorise. */
  private interface Scalar {
    double apply(double x);
  }

  static TileFunction of(Unary.Function function, float p, float q) {
    return switch (function) {
      case AFFINE -> (x, n) -> affine(x, n, p, q);
      case ABS -> UnaryFunctions::abs;
      case SQUARE -> UnaryFunctions::square;
      case SQRT -> UnaryFunctions::sqrt;
      case POW -> power(p);
      case EXP -> scalar(Math::exp);
      case LOG -> scalar(Math::log);
      case SIGN -> scalar(Math::signum);
      case RELU -> Float.isFinite(p) ? (x, n) -> relu(x, 0, n, p) : scalar(x -> x > 0 ? x : p * x);
      case RELU_SLOPE -> (x, n) -> reluSlope(x, n, p);
      case ELU -> scalar(x -> x > 0 ? x : p * Math.expm1(x));
      case SIGMOID -> scalar(UnaryFunctions::sigmoid);
      case TANH -> scalar(Math::tanh);
      case SOFTPLUS -> scalar(UnaryFunctions::softplus);
      case CLAMP -> (x, n) -> clamp(x, n, p, q);
      case GREATER -> (x, n) -> greater(x, n, p);
      case EQUAL -> (x, n) -> equal(x, n, p);
    };
  }

  /** The exponent of local response normalisation is made of square roots. */
  private static TileFunction power(float p) {
    TileFunction any = scalar(x -> pow(x, p));
    if (p != -0.75f) {
      return any;
    }
    return (x, n) -> {
      if (hasSign(x, n)) {
        any.apply(x, n);
      } else {
        Neighbourhood.negativePower(x, n, -p);
      }
    };
  }

  private static boolean hasSign(float[] x, int n) {
    int bits = 0;
    for (int i = 0; i < n; i++) {
      bits |= Float.floatToRawIntBits(x[i]);
    }
    return bits < 0;
  }

  private static TileFunction scalar(Scalar function) {
    return (x, n) -> {
      for (int i = 0; i < n; i++) {
        x[i] = (float) function.apply(x[i]);
      }
    };
  }

  static void affine(float[] x, int n, float p, float q) {
    for (int i = 0; i < n; i++) {
      x[i] = p * x[i] + q;
    }
  }

  private static void abs(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.abs(x[i]);
    }
  }

  static void square(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = x[i] * x[i];
    }
  }

  private static void sqrt(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (float) Math.sqrt(x[i]);
    }
  }

  /** One term of the sum is 0, or NaN where {@code p * x} is. */
  static void relu(float[] x, int from, int n, float p) {
    for (int i = from; i < from + n; i++) {
      x[i] = Math.max(x[i], 0f) + p * Math.min(x[i], 0f);
    }
  }

  static void reluSlope(float[] x, int n, float p) {
    int slope = Float.floatToRawIntBits(p);
    for (int i = 0; i < n; i++) {
      int others = unlessPositive(x[i]);
      x[i] = Float.intBitsToFloat((~others & ONE) | (others & slope));
    }
  }

  /** Returns 1 where x is positive, else 0, without a branch, which random signs would mislead. */
  static float step(float x) {
    return Float.intBitsToFloat(~unlessPositive(x) & ONE);
  }

  /**
   * Returns no bits where x is positive, else all. As integers, the positive numbers are those from
   * 1 to infinity's bits.
   */
  private static int unlessPositive(float x) {
    int bits = Float.floatToRawIntBits(x);
    return ((bits - 1) | (INFINITY - bits)) >> 31;
  }

  private static void clamp(float[] x, int n, float p, float q) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.min(Math.max(x[i], p), q);
    }
  }

  private static void greater(float[] x, int n, float p) {
    for (int i = 0; i < n; i++) {
      int set = x[i] > p ? ONE : 0;
      x[i] = Float.intBitsToFloat(set);
    }
  }

  private static void equal(float[] x, int n, float p) {
    for (int i = 0; i < n; i++) {
      int set = x[i] == p ? ONE : 0;
      x[i] = Float.intBitsToFloat(set);
    }
  }

  /** C's pow: unlike Java's it is 1 for (1, NaN) and for (-1, infinity). */
  static double pow(double x, double y) {
    return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : Math.pow(x, y);
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
