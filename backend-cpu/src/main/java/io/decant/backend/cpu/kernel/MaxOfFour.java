package io.decant.backend.cpu.kernel;

/**
 * The commonest search, under windows of two by two, written out: rows are often too short for
 * vectors. A difference's sign tells which number is larger; adding zero makes that of two zeros
 * positive.
 */
final class MaxOfFour {
  private static final int EXPONENT = 0x7f80_0000;

  private MaxOfFour() {}

  /** Returns whether this is how to search the geometry. */
  static boolean suits(PaddedPlane geometry) {
    return geometry.kernelCount() == 4
        && geometry.offset(1) == 1
        && geometry.offset(3) == geometry.offset(2) + 1;
  }

  /**
   * Searches a row of windows.
   *
   * @param plane where it lies
   * @param start its first element
   * @param below distance of the windows' second row
   * @param step distance of neighbouring windows
   * @param distance position of a window's third element less that of its first
   * @param y receives the maxima
   * @param index holds the windows' positions, receives those of the maxima
   * @param to index of the row in both
   * @param n number of windows
   * @return the bits of the largest exponent of a maximum
   */
  static int find(
      float[] plane,
      int start,
      int below,
      int step,
      int distance,
      float[] y,
      float[] index,
      int to,
      int n) {
    int worst = 0;
    for (int j = 0; j < n; j++) {
      int at = start + j * step;
      float a = plane[at];
      float b = plane[at + 1];
      float c = plane[at + below];
      float d = plane[at + below + 1];
      float upper = Math.max(a, b);
      float lower = Math.max(c, d);
      int fromUpper = Float.floatToRawIntBits(a - b + 0f) >>> 31;
      int fromLower = distance + (Float.floatToRawIntBits(c - d + 0f) >>> 31);
      int second = Float.floatToRawIntBits(upper - lower + 0f) >> 31;
      float best = Math.max(upper, lower);
      worst = Math.max(worst, Float.floatToRawIntBits(best) & EXPONENT);
      y[to + j] = best;
      index[to + j] += fromUpper + ((fromLower - fromUpper) & second);
    }
    return worst;
  }
}
