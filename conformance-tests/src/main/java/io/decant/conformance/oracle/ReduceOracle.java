package io.decant.conformance.oracle;

import io.decant.spi.op.Reduce;
import java.util.List;

/** Reductions of an axis. */
final class ReduceOracle {
  /** Up to here, float32 adds whole numbers without rounding. */
  private static final double WHOLE = 0x1p24;

  private ReduceOracle() {}

  static void compute(Reduce op, List<Estimates.Slice> operands) {
    for (long outer = 0; outer < op.outer(); outer++) {
      for (long inner = 0; inner < op.inner(); inner++) {
        element(op, operands.get(0), operands.get(1), outer, inner);
      }
    }
  }

  private static void element(
      Reduce op, Estimates.Slice x, Estimates.Slice y, long outer, long inner) {
    double result = start(op.function());
    double magnitude = 0;
    double inherited = 0;
    boolean extremum = isExtremum(op.function());
    boolean whole = true;
    for (long middle = 0; middle < op.middle(); middle++) {
      long at = (outer * op.middle() + middle) * op.inner() + inner;
      double value = x.value(at);
      double error = x.error(at);
      switch (op.function()) {
        case SUM -> result += value;
        case SUM_ABS -> result += Math.abs(value);
        case SUM_SQUARE -> result += value * value;
        case MAX -> result = Math.max(result, value);
        case MIN -> result = Math.min(result, value);
      }
      boolean squared = op.function() == Reduce.Function.SUM_SQUARE;
      magnitude += squared ? value * value : Math.abs(value);
      whole &= value == Math.rint(value);
      double own = squared ? (2 * Math.abs(value) + error) * error : error;
      inherited = extremum ? Math.max(inherited, own) : inherited + own;
    }
    double scale = Math.abs(op.alpha());
    double error = scale * inherited;
    if (!extremum && !(whole && magnitude <= WHOLE)) {
      error += scale * Rounding.blockedSum(op.middle(), magnitude);
    }
    double value = op.alpha() * result;
    if (op.alpha() != 1) {
      error += Rounding.UNIT * Math.abs(value);
    }
    long at = outer * op.inner() + inner;
    if (op.accumulate()) {
      value += y.value(at);
      error += y.error(at) + Rounding.UNIT * Math.abs(value);
    }
    y.set(at, value, error);
  }

  private static boolean isExtremum(Reduce.Function function) {
    return function == Reduce.Function.MAX || function == Reduce.Function.MIN;
  }

  private static double start(Reduce.Function function) {
    return switch (function) {
      case SUM, SUM_ABS, SUM_SQUARE -> 0;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
    };
  }
}
