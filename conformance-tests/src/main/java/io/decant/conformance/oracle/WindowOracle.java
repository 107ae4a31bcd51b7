package io.decant.conformance.oracle;

import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.List;

/** Operators over sliding windows, for any number of axes. */
final class WindowOracle {
  private static final long PADDING = -1;

  private WindowOracle() {}

  static void im2col(Window window, Estimates.Slice x, Estimates.Slice columns) {
    long at = 0;
    for (long plane = 0; plane < window.planes(); plane++) {
      for (long k = 0; k < window.kernelCount(); k++) {
        for (long o = 0; o < window.outputCount(); o++, at++) {
          long cell = cell(window, o, k);
          if (cell == PADDING) {
            columns.set(at, 0, 0);
          } else {
            long from = plane * window.inputCount() + cell;
            columns.set(at, x.value(from), x.error(from));
          }
        }
      }
    }
  }

  static void col2im(Window window, Estimates.Slice columns, Estimates.Slice x) {
    Sums sums = new Sums(window.planes() * window.inputCount());
    long at = 0;
    for (long plane = 0; plane < window.planes(); plane++) {
      for (long k = 0; k < window.kernelCount(); k++) {
        for (long o = 0; o < window.outputCount(); o++, at++) {
          long cell = cell(window, o, k);
          if (cell != PADDING) {
            sums.add(plane * window.inputCount() + cell, columns.value(at), columns.error(at));
          }
        }
      }
    }
    sums.store(x);
  }

  static void reduce(WindowReduce op, List<Estimates.Slice> operands) {
    Window window = op.window();
    for (long plane = 0; plane < window.planes(); plane++) {
      Estimates.Slice x = operands.get(0).plus(plane * window.inputCount());
      for (long o = 0; o < window.outputCount(); o++) {
        long at = plane * window.outputCount() + o;
        if (op.function() == WindowReduce.Function.SUM) {
          sum(window, x, o, operands.get(1), at);
        } else {
          maximum(op, x, o, operands, at);
        }
      }
    }
  }

  private static void sum(Window window, Estimates.Slice x, long o, Estimates.Slice y, long at) {
    Sums sum = new Sums(1);
    for (long k = 0; k < window.kernelCount(); k++) {
      long cell = cell(window, o, k);
      if (cell != PADDING) {
        sum.add(0, x.value(cell), x.error(cell));
      }
    }
    sum.store(y.plus(at));
  }

  private static void maximum(
      WindowReduce op, Estimates.Slice x, long o, List<Estimates.Slice> operands, long at) {
    double largest = Double.NEGATIVE_INFINITY;
    double error = 0;
    long position = PADDING;
    for (long k = 0; k < op.window().kernelCount() && !Double.isNaN(largest); k++) {
      long cell = cell(op.window(), o, k);
      if (cell != PADDING) {
        double value = x.value(cell);
        error = Math.max(error, x.error(cell));
        if (position == PADDING || value > largest || Double.isNaN(value)) {
          largest = value;
          position = cell / op.elementsAtPosition();
        }
      }
    }
    operands.get(1).set(at, largest, error);
    if (op.indices()) {
      operands.get(2).set(at, (double) position, 0);
    }
  }

  /** Returns the place in its input plane of position k of window o, or PADDING. */
  private static long cell(Window window, long o, long k) {
    long place = 0;
    long unit = 1;
    long restO = o;
    long restK = k;
    for (int axis = window.rank() - 1; axis >= 0; axis--) {
      long outputs = window.output(axis);
      long kernel = window.kernel().get(axis);
      long at =
          restO % outputs * window.stride().get(axis)
              - window.padBegin().get(axis)
              + restK % kernel * window.dilation().get(axis);
      if (at < 0 || at >= window.input().get(axis)) {
        return PADDING;
      }
      place += at * unit;
      unit *= window.input().get(axis);
      restO /= outputs;
      restK /= kernel;
    }
    return place;
  }
}
