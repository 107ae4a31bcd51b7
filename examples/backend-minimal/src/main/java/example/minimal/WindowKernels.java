package example.minimal;

import static java.lang.Float.isNaN;

import io.decant.spi.op.Col2im;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.nio.FloatBuffer;
import java.util.List;

/** The mandatory operators over sliding windows. */
final class WindowKernels {
  private WindowKernels() {}

  static void im2col(Im2col op, FloatBuffer x, FloatBuffer columns) {
    forEach(op.window(), (at, place) -> columns.put(at, place < 0 ? 0 : x.get(place)));
  }

  static void col2im(Col2im op, FloatBuffer columns, FloatBuffer x) {
    Kernels.fill(x, op.window().planes() * op.window().inputCount(), 0);
    forEach(
        op.window(),
        (at, place) -> {
          if (place >= 0) {
            x.put(place, x.get(place) + columns.get(at));
          }
        });
  }

  /** What is done at an element of the columns, given its place in x, or -1 in the padding. */
  private interface Element {
    void visit(int at, int place);
  }

  private static void forEach(Window window, Element element) {
    int at = 0;
    for (long plane = 0; plane < window.planes(); plane++) {
      for (long k = 0; k < window.kernelCount(); k++) {
        for (long o = 0; o < window.outputCount(); o++, at++) {
          long cell = cell(window, o, k);
          element.visit(at, (int) (cell < 0 ? -1 : plane * window.inputCount() + cell));
        }
      }
    }
  }

  static void reduce(WindowReduce op, List<FloatBuffer> operands) {
    Window window = op.window();
    boolean maximum = op.function() == WindowReduce.Function.MAX;
    int at = 0;
    for (long plane = 0; plane < window.planes(); plane++) {
      for (long o = 0; o < window.outputCount(); o++, at++) {
        float result = maximum ? Float.NEGATIVE_INFINITY : 0;
        long position = -1;
        for (long k = 0; k < window.kernelCount(); k++) {
          long cell = cell(window, o, k);
          if (cell >= 0) {
            float value = operands.get(0).get((int) (plane * window.inputCount() + cell));
            if (!maximum) {
              result += value;
            } else if (position < 0 || value > result || (isNaN(value) && !isNaN(result))) {
              result = value;
              position = cell / op.elementsAtPosition();
            }
          }
        }
        operands.get(1).put(at, result);
        if (op.indices()) {
          operands.get(2).put(at, (float) position);
        }
      }
    }
  }

  /** Returns the place in its plane of position k of window o, or -1 in the padding. */
  private static long cell(Window window, long o, long k) {
    long place = 0;
    long unit = 1;
    for (int axis = window.rank() - 1; axis >= 0; axis--) {
      long input = window.input().get(axis);
      long kernel = window.kernel().get(axis);
      long at =
          o % window.output(axis) * window.stride().get(axis)
              - window.padBegin().get(axis)
              + k % kernel * window.dilation().get(axis);
      if (at < 0 || at >= input) {
        return -1;
      }
      place += at * unit;
      unit *= input;
      o /= window.output(axis);
      k /= kernel;
    }
    return place;
  }
}
