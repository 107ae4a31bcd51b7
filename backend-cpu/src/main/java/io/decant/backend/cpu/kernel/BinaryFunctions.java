package io.decant.backend.cpu.kernel;

import io.decant.spi.op.BinaryFunction;

/** The functions of {@link BinaryFunction} over tiles. */
final class BinaryFunctions {
  private static final int ONE = Float.floatToRawIntBits(1);

  private BinaryFunctions() {}

  /** A function of two tiles. */
  interface TileFunction {
    /** Replaces the first {@code n} elements of {@code x} by f(x, y). */
    void apply(float[] x, float[] y, int n);
  }

  static TileFunction of(BinaryFunction function) {
    return switch (function) {
      case ADD -> BinaryFunctions::add;
      case SUB -> BinaryFunctions::subtract;
      case MUL -> BinaryFunctions::multiply;
      case DIV -> BinaryFunctions::divide;
      case MAX -> BinaryFunctions::max;
      case MIN -> BinaryFunctions::min;
      case POW -> BinaryFunctions::pow;
      case MASK -> BinaryFunctions::mask;
      case GREATER -> BinaryFunctions::greater;
      case GREATER_EQUAL -> BinaryFunctions::greaterEqual;
      case EQUAL -> BinaryFunctions::equal;
    };
  }

  static void add(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] += y[i];
    }
  }

  private static void subtract(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] -= y[i];
    }
  }

  static void multiply(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] *= y[i];
    }
  }

  static void divide(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] /= y[i];
    }
  }

  static void max(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(x[i], y[i]);
    }
  }

  static void min(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.min(x[i], y[i]);
    }
  }

  private static void pow(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (float) UnaryFunctions.pow(x[i], y[i]);
    }
  }

  /** Bits without the sign are 0 for both zeros only; of any other number, b or -b is negative. */
  static void mask(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      int bits = Float.floatToRawIntBits(y[i]) << 1;
      int keep = (bits | -bits) >> 31;
      x[i] = Float.intBitsToFloat(Float.floatToRawIntBits(x[i]) & keep);
    }
  }

  private static void greater(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      int set = x[i] > y[i] ? ONE : 0;
      x[i] = Float.intBitsToFloat(set);
    }
  }

  private static void greaterEqual(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      int set = x[i] >= y[i] ? ONE : 0;
      x[i] = Float.intBitsToFloat(set);
    }
  }

  private static void equal(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      int set = x[i] == y[i] ? ONE : 0;
      x[i] = Float.intBitsToFloat(set);
    }
  }
}
