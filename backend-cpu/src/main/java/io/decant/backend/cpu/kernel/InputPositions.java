package io.decant.backend.cpu.kernel;

import io.decant.spi.op.Layout;
import io.decant.spi.op.Window;
import java.util.List;

/**
 * Positions in an input plane without padding, row-major: a window's position plus a kernel
 * position's distance is that of an element, where it is not padding. With channels last, positions
 * do not count the last axis.
 */
final class InputPositions {
  private InputPositions() {}

  /** Returns the position of each window; negative where it starts in the padding. */
  static float[] windows(Window window, Layout layout) {
    int rank = window.rank();
    long[] outputs = new long[rank];
    long[] begin = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      outputs[axis] = window.output(axis);
      begin[axis] = window.padBegin().get(axis);
    }
    return table(window, layout, outputs, numbers(window.stride()), begin);
  }

  /** Returns the distance of each kernel position from that of its window. */
  static float[] distances(Window window, Layout layout) {
    long[] kernel = numbers(window.kernel());
    return table(window, layout, kernel, numbers(window.dilation()), new long[kernel.length]);
  }

  private static long[] numbers(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  private static float[] table(
      Window window, Layout layout, long[] counts, long[] scale, long[] shift) {
    float[] table = {0};
    for (int axis = 0; axis < counts.length; axis++) {
      int extent = Math.toIntExact(counts[axis]);
      float[] next = new float[Math.multiplyExact(table.length, extent)];
      for (int i = 0; i < next.length; i++) {
        next[i] =
            layout == Layout.CHANNELS_LAST && axis == counts.length - 1
                ? table[i / extent]
                : table[i / extent] * window.input().get(axis)
                    + (i % extent * scale[axis] - shift[axis]);
      }
      table = next;
    }
    return table;
  }
}
