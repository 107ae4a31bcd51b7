package io.decant.onnx.layers;

import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * How many cells of each window along one axis an average is divided by.
 *
 * @param counted for each window, the cells that count: of the image, and of the padding as far as
 *     that in front goes
 * @param inside for each window, the cells of the image
 * @param kernel cells of a whole window
 */
record Divisors(List<Long> counted, List<Long> inside, long kernel) {
  static Divisors of(Window window, int axis) {
    long extent = window.input().get(axis);
    long pad = window.padBegin().get(axis);
    long kernel = window.kernel().get(axis);
    List<Long> counted = new ArrayList<>();
    List<Long> inside = new ArrayList<>();
    for (long i = 0; i < window.output(axis); i++) {
      long start = i * window.stride().get(axis) - pad;
      long end = Math.min(start + kernel, extent + pad);
      counted.add(end - start);
      inside.add(Math.min(end, extent) - Math.max(start, 0));
    }
    return new Divisors(counted, inside, kernel);
  }

  /** Returns whether only cells of the image count. */
  boolean countImage() {
    return counted.equals(inside);
  }

  /** Returns whether all cells of all windows count. */
  boolean countAll() {
    return counted.stream().allMatch(cells -> cells == kernel);
  }

  /** Returns which share of the cells that count lies in the image, window by window. */
  static float[] shares(Divisors rows, Divisors columns) {
    float[] shares = new float[rows.counted.size() * columns.counted.size()];
    int at = 0;
    for (int row = 0; row < rows.counted.size(); row++) {
      for (int column = 0; column < columns.counted.size(); column++) {
        double inside = (double) rows.inside.get(row) * columns.inside.get(column);
        shares[at++] = (float) (inside / (rows.counted.get(row) * columns.counted.get(column)));
      }
    }
    return shares;
  }
}
