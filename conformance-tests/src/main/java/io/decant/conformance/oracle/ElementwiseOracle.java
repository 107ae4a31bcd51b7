package io.decant.conformance.oracle;

import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Unary;
import java.util.List;

/** Operators that compute each element by itself. */
final class ElementwiseOracle {
  private ElementwiseOracle() {}

  static void axpby(Axpby op, List<Estimates.Slice> operands) {
    int next = 1;
    Estimates.Slice s = op.alphaScalar() ? operands.get(next++) : constant(1);
    Estimates.Slice t = op.betaScalar() ? operands.get(next++) : constant(1);
    Estimates.Slice x = operands.get(0);
    Estimates.Slice y = operands.get(next);
    for (long i = 0; i < op.count(); i++) {
      double factor = op.alpha() * s.value(0);
      double value = factor * x.value(i);
      double error =
          Math.abs(factor) * x.error(i)
              + Math.abs(op.alpha()) * s.error(0) * (Math.abs(x.value(i)) + x.error(i));
      double magnitude = Math.abs(value);
      if (op.beta() != 0) {
        double share = op.beta() * t.value(0);
        double old = share * y.value(i);
        error +=
            Math.abs(share) * y.error(i)
                + Math.abs(op.beta()) * t.error(0) * (Math.abs(y.value(i)) + y.error(i));
        value += old;
        magnitude += Math.abs(old);
      }
      y.set(i, value, error + 4 * Rounding.UNIT * magnitude);
    }
  }

  static void unary(Unary op, List<Estimates.Slice> operands) {
    Estimates.Slice x = operands.get(0);
    Estimates.Slice y = operands.get(1);
    for (long i = 0; i < op.count(); i++) {
      double at = x.value(i);
      double value = Functions.apply(op, at);
      double error = Functions.rounding(op, at, value);
      double spread = x.error(i);
      if (spread > 0) {
        error +=
            larger(
                Math.abs(Functions.apply(op, at - spread) - value),
                Math.abs(Functions.apply(op, at + spread) - value));
      }
      y.set(i, value, error);
    }
  }

  static void binary(Binary op, List<Estimates.Slice> operands) {
    for (long i = 0; i < op.count(); i++) {
      element(op.function(), operands.get(0), i, operands.get(1), i, operands.get(2), i);
    }
  }

  static void broadcast(Broadcast op, List<Estimates.Slice> operands) {
    long middleExtent = op.hasMiddle() ? op.middle() : 1;
    long innerExtent = op.hasInner() ? op.inner() : 1;
    long at = 0;
    for (long outer = 0; outer < op.outer(); outer++) {
      for (long middle = 0; middle < op.middle(); middle++) {
        for (long inner = 0; inner < op.inner(); inner++, at++) {
          long row = (op.hasOuter() ? outer : 0) * middleExtent + (op.hasMiddle() ? middle : 0);
          long atY = row * innerExtent + (op.hasInner() ? inner : 0);
          element(op.function(), operands.get(0), at, operands.get(1), atY, operands.get(2), at);
        }
      }
    }
  }

  static void fill(Fill op, List<Estimates.Slice> operands) {
    for (long i = 0; i < op.count(); i++) {
      operands.get(0).set(i, op.value(), 0);
    }
  }

  static void copy(Copy op, List<Estimates.Slice> operands) {
    long[] from = Elements.offsets(op.x());
    long[] to = Elements.offsets(op.y());
    for (int i = 0; i < from.length; i++) {
      operands.get(1).set(to[i], operands.get(0).value(from[i]), operands.get(0).error(from[i]));
    }
  }

  private static void element(
      BinaryFunction function,
      Estimates.Slice xs,
      long atX,
      Estimates.Slice ys,
      long atY,
      Estimates.Slice zs,
      long atZ) {
    double x = xs.value(atX);
    double y = ys.value(atY);
    double value = Functions.apply(function, x, y);
    double error = Functions.rounding(function, value);
    double spreadX = xs.error(atX);
    double spreadY = ys.error(atY);
    if (spreadX > 0 || spreadY > 0) {
      double spread = 0;
      for (int corner = 0; corner < 4; corner++) {
        double nearX = x + ((corner & 1) == 0 ? spreadX : -spreadX);
        double nearY = y + ((corner & 2) == 0 ? spreadY : -spreadY);
        spread = larger(spread, Math.abs(Functions.apply(function, nearX, nearY) - value));
      }
      error += spread;
    }
    zs.set(atZ, value, error);
  }

  /** Returns the larger number; one that lies outside a function's domain does not count. */
  private static double larger(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }

  private static Estimates.Slice constant(float value) {
    return Estimates.exactly(new float[] {value}).from(0);
  }
}
