package io.decant.backend.cpu.kernel;

import java.util.Arrays;

/** Finds the largest element under each window of a padded plane. Thread-safe. */
final class MaxSearch {
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private final PaddedPlane geometry;
  private final int[] offsets;

  /** For each element of the padded plane its position in the input; -1 in the padding. */
  private final int[] positions;

  MaxSearch(PaddedPlane geometry) {
    this.geometry = geometry;
    this.offsets = new int[geometry.kernelCount()];
    Arrays.setAll(offsets, geometry::offset);
    this.positions = new int[geometry.size()];
    Arrays.fill(positions, -1);
    int width = geometry.inputWidth();
    for (int row = 0; row < geometry.inputRows(); row++) {
      for (int i = 0; i < width; i++) {
        positions[geometry.inputRow(row) + i] = row * width + i;
      }
    }
  }

  /** Raises {@code y} to the maxima; NaN under a window makes its maximum NaN. */
  void max(float[] plane, float[] y) {
    int width = geometry.width();
    int step = geometry.step();
    for (int row = 0; row < geometry.rows(); row++) {
      for (int offset : offsets) {
        int start = geometry.rowBase(row) + offset;
        for (int j = 0; j < width; j++) {
          y[row * width + j] = Math.max(y[row * width + j], plane[start + j * step]);
        }
      }
    }
  }

  /**
   * Finds maxima and their positions, the first where several are equal.
   *
   * @return whether all maxima are finite; if not, positions may be wrong
   */
  boolean find(float[] plane, float[] y, float[] index) {
    int width = geometry.width();
    int worst = 0;
    for (int row = 0; row < geometry.rows(); row++) {
      int found =
          isSquareOfTwo()
              ? findOfFour(plane, geometry.rowBase(row), y, index, row * width)
              : findOfAny(plane, geometry.rowBase(row), y, index, row * width);
      worst = Math.max(worst, found);
    }
    return worst < INFINITY;
  }

  private boolean isSquareOfTwo() {
    return offsets.length == 4 && offsets[1] == 1 && offsets[3] == offsets[2] + 1;
  }

  /** A difference's sign tells which is larger; adding zero makes a tie of zeros positive. */
  private int findOfAny(float[] plane, int base, float[] y, float[] index, int to) {
    int worst = 0;
    for (int j = 0; j < geometry.width(); j++) {
      int start = base + j * geometry.step();
      float best = plane[start + offsets[0]];
      int at = start + offsets[0];
      for (int k = 1; k < offsets.length; k++) {
        int next = start + offsets[k];
        float value = plane[next];
        at += (next - at) & (Float.floatToRawIntBits(best - value + 0f) >> 31);
        best = Math.max(best, value);
      }
      worst = Math.max(worst, Float.floatToRawIntBits(best) & INFINITY);
      y[to + j] = best;
      index[to + j] = positions[at];
    }
    return worst;
  }

  private int findOfFour(float[] plane, int base, float[] y, float[] index, int to) {
    int below = offsets[2];
    int step = geometry.step();
    int worst = 0;
    for (int j = 0; j < geometry.width(); j++) {
      int start = base + j * step;
      float a = plane[start];
      float b = plane[start + 1];
      float c = plane[start + below];
      float d = plane[start + below + 1];
      float upper = Math.max(a, b);
      float lower = Math.max(c, d);
      int atUpper = start - (Float.floatToRawIntBits(a - b + 0f) >> 31);
      int atLower = start + below - (Float.floatToRawIntBits(c - d + 0f) >> 31);
      int second = Float.floatToRawIntBits(upper - lower + 0f) >> 31;
      float best = Math.max(upper, lower);
      worst = Math.max(worst, Float.floatToRawIntBits(best) & INFINITY);
      y[to + j] = best;
      index[to + j] = positions[atUpper + ((atLower - atUpper) & second)];
    }
    return worst;
  }

  /** Finds the same among any numbers: the first NaN wins, and padding never does. */
  void findAmongAny(float[] plane, float[] y, float[] index) {
    int width = geometry.width();
    for (int row = 0; row < geometry.rows(); row++) {
      for (int j = 0; j < width; j++) {
        int start = geometry.rowBase(row) + j * geometry.step();
        int at = -1;
        for (int offset : offsets) {
          int next = start + offset;
          if (positions[next] >= 0 && (at < 0 || beats(plane[next], plane[at]))) {
            at = next;
          }
        }
        y[row * width + j] = at < 0 ? Float.NEGATIVE_INFINITY : plane[at];
        index[row * width + j] = at < 0 ? -1 : positions[at];
      }
    }
  }

  private static boolean beats(float next, float best) {
    return next > best || (Float.isNaN(next) && !Float.isNaN(best));
  }
}
