package example.minimal;

import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.nio.FloatBuffer;
import java.util.List;

/** The mandatory operators over sliding windows. */
final class WindowKernels {
  private WindowKernels() {}

  static void im2col(Window window, FloatBuffer x, FloatBuffer columns) {
    int at = 0;
    for (long plane = 0; plane < window.planes(); plane++) {
      for (long k = 0; k < window.kernelCount(); k++) {
        for (long o = 0; o < window.outputCount(); o++, at++) {
          long cell = cell(window, o, k);
          columns.put(at, cell < 0 ? 0 : x.get((int) (plane * window.inputCount() + cell)));
        }
      }
    }
  }

  static void col2im(Window window, FloatBuffer columns, FloatBuffer x) {
    Kernels.fill(x, window.planes() * window.inputCount(), 0);
    int at = 0;
    for (long plane = 0; plane < window.planes(); plane++) {
      for (long k = 0; k < window.kernelCount(); k++) {
        for (long o = 0; o < window.outputCount(); o++, at++) {
          long cell = cell(window, o, k);
          if (cell >= 0) {
            int place = (int) (plane * window.inputCount() + cell);
            x.put(place, x.get(place) + columns.get(at));
          }
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
            } else if (position < 0 || value > result || isFirstNan(value, result)) {
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

  private static boolean isFirstNan(float value, float result) {
    return Float.isNaN(value) && !Float.isNaN(result);
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
