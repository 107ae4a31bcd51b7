package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Maxima under windows against a plain search, ties and special numbers included. */
class MaxPoolingTest extends OnDevice {
  private static final float[] SPECIAL = {
    Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -Float.MAX_VALUE, -0f, 0f
  };

  @Test
  void finiteNumbers() {
    everyGeometry((name, count, random) -> Comparison.normal(count, random));
  }

  @Test
  void ties() {
    everyGeometry(
        (name, count, random) -> {
          float[] values = new float[count];
          for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(3) - 1;
          }
          return values;
        });
  }

  @Test
  void tinyDifferences() {
    everyGeometry(
        (name, count, random) -> {
          float[] values = new float[count];
          for (int i = 0; i < count; i++) {
            values[i] = (random.nextInt(5) - 2) * Float.MIN_VALUE;
          }
          return values;
        });
  }

  @Test
  void specialNumbers() {
    for (float share : new float[] {0.02f, 0.5f, 1}) {
      everyGeometry(
          (name, count, random) -> {
            float[] values = Comparison.normal(count, random);
            for (int i = 0; i < count; i++) {
              if (random.nextFloat() < share) {
                values[i] = SPECIAL[random.nextInt(SPECIAL.length)];
              }
            }
            return values;
          });
    }
  }

  private static void everyGeometry(Comparison.Contents contents) {
    check(window(7, 24, 2, 2, 0), contents);
    check(window(3, 13, 3, 2, 1), contents);
    check(window(2, 9, 3, 1, 2), contents);
    check(window(1, 120, 3, 2, 1), contents);
    check(window(90, 5, 5, 3, 3), contents);
    check(
        new Window(
            4,
            List.of(4L, 5L, 6L),
            List.of(2L, 2L, 3L),
            List.of(1L, 2L, 1L),
            List.of(1L, 0L, 1L),
            List.of(0L, 1L, 1L),
            List.of(1L, 2L, 1L)),
        contents);
  }

  private static Window window(long planes, long size, long kernel, long stride, long pad) {
    return new Window(
        planes,
        List.of(size, size + 1),
        List.of(kernel, kernel),
        List.of(stride, stride),
        List.of(pad, pad),
        List.of(pad, pad),
        List.of(1L, 1L));
  }

  private static void check(Window window, Comparison.Contents contents) {
    for (boolean indices : new boolean[] {true, false}) {
      WindowReduce spec = new WindowReduce(WindowReduce.Function.MAX, window, indices);
      List<float[]> found = Comparison.run(device, spec, false, contents, 11);
      float[] x = contents.of("x", found.get(0).length, new Random(11));
      int outputs = (int) window.outputCount();
      for (int i = 0; i < found.get(1).length; i++) {
        int plane = (int) (i / outputs * window.inputCount());
        int position = largest(window, x, plane, i % outputs);
        float expected = position < 0 ? Float.NEGATIVE_INFINITY : x[plane + position];
        // adding zero makes both zeros the same
        assertEquals(expected + 0f, found.get(1)[i] + 0f, spec.toString());
        if (indices) {
          assertEquals(position, found.get(2)[i], spec.toString());
        }
      }
    }
  }

  /** Returns where the largest element under a window lies in its plane. */
  private static int largest(Window window, float[] x, int plane, int output) {
    int best = -1;
    for (int k = 0; k < window.kernelCount(); k++) {
      int at = position(window, output, k);
      if (at < 0) {
        continue;
      }
      float value = x[plane + at];
      if (best < 0
          || value > x[plane + best]
          || (Float.isNaN(value) && !Float.isNaN(x[plane + best]))) {
        best = at;
      }
    }
    return best;
  }

  private static int position(Window window, int output, int k) {
    long position = 0;
    long scale = 1;
    long remainingOutput = output;
    long remainingKernel = k;
    for (int axis = window.rank() - 1; axis >= 0; axis--) {
      long at =
          remainingOutput % window.output(axis) * window.stride().get(axis)
              - window.padBegin().get(axis)
              + remainingKernel % window.kernel().get(axis) * window.dilation().get(axis);
      if (at < 0 || at >= window.input().get(axis)) {
        return -1;
      }
      position += at * scale;
      scale *= window.input().get(axis);
      remainingOutput /= window.output(axis);
      remainingKernel /= window.kernel().get(axis);
    }
    return (int) position;
  }
}
