package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.work.Scratch;
import io.decant.spi.op.WindowReduce;
import java.util.Arrays;

/**
 * Finds the largest element under windows of padded planes, and where it lies. All windows of a
 * block advance through the kernel together, which the JVM's compiler vectorises. Thread-safe.
 */
final class MaxSearch {
  /**
   * Stands for padding in a search with positions: it loses against all finite numbers but itself,
   * and unlike infinity it can be subtracted from itself.
   */
  static final float PADDING = -Float.MAX_VALUE;

  /** Bits of the exponent of the padding and of numbers as large; beyond are those not finite. */
  private static final int PADDING_EXPONENT = 0x7f00_0000;

  private final PaddedPlane geometry;
  private final int kernelWidth;
  private final boolean ofFour;

  /** For each element of the padded plane its position in the input; -1 in the padding. */
  private final int[] positions;

  /** For each kernel position its distance in the input from that of the window. */
  private final float[] distances;

  /** For each window the position in the input of its first element, were it there. */
  private final float[] windows;

  /**
   * Computes the tables.
   *
   * @param geometry of a padded plane
   * @param spec the operator, over planes without padding
   */
  MaxSearch(PaddedPlane geometry, WindowReduce spec) {
    this.geometry = geometry;
    int axes = spec.window().rank();
    this.kernelWidth = axes == 0 ? 1 : (int) (long) spec.window().kernel().get(axes - 1);
    this.ofFour = MaxOfFour.suits(geometry);
    this.positions = new int[geometry.size()];
    Arrays.fill(positions, -1);
    int width = geometry.inputWidth();
    for (int row = 0; row < geometry.inputRows(); row++) {
      for (int i = 0; i < width; i++) {
        positions[geometry.inputRow(row) + i] =
            (int) ((row * width + i) / spec.elementsAtPosition());
      }
    }
    this.distances = InputPositions.distances(spec.window(), spec.layout());
    this.windows = InputPositions.windows(spec.window(), spec.layout());
  }

  /**
   * Returns the maxima over rows of windows of one plane, first down the columns, then along the
   * rows; NaN under a window makes it NaN.
   */
  void max(float[] planes, int base, int from, int to, float[] y, int atY, Scratch scratch) {
    int last = geometry.offset(kernelWidth - 1);
    int reach = (geometry.width() - 1) * geometry.step() + 1;
    float[] found = scratch.floats(Slots.Y, reach + last);
    float[] next = scratch.floats(Slots.Z, reach + last);
    for (int row = from; row < to; row++) {
      int start = base + geometry.rowBase(row);
      System.arraycopy(planes, start, found, 0, reach + last);
      for (int k = kernelWidth; k < geometry.kernelCount(); k += kernelWidth) {
        larger(found, 0, planes, start + geometry.offset(k), found, reach + last);
      }
      for (int k = 1; k < kernelWidth; k++) {
        int distance = geometry.offset(k) - geometry.offset(k - 1);
        larger(found, 0, found, distance, next, reach + last - geometry.offset(k));
        float[] old = found;
        found = next;
        next = old;
      }
      int target = atY + (row - from) * geometry.width();
      PaddedPlane.pick(found, 0, geometry.step(), y, target, geometry.width());
    }
  }

  private static void larger(float[] x, int atX, float[] y, int atY, float[] target, int n) {
    for (int i = 0; i < n; i++) {
      target[i] = Math.max(x[atX + i], y[atY + i]);
    }
  }

  /**
   * Finds maxima and their positions, the first where several are equal, over rows of windows.
   *
   * @param planes padded planes one after another, padded with {@link #PADDING}
   * @param count number of planes
   * @param from first row of windows of each plane
   * @param to row behind the last one
   * @param y receives the maxima, plane by plane
   * @param index receives the positions
   * @param next scratch as large as y
   * @return whether the result is certain; if not, some maximum is not finite
   */
  boolean find(
      float[] planes, int count, int from, int to, float[] y, float[] index, float[] next) {
    if (ofFour) {
      return findOfFour(planes, count, from, to, y, index);
    }
    int n = (to - from) * geometry.width();
    int all = count * n;
    for (int plane = 0; plane < count; plane++) {
      pick(planes, plane * geometry.size(), 0, from, to, y, plane * n);
    }
    Arrays.fill(index, 0, all, distances[0]);
    for (int k = 1; k < geometry.kernelCount(); k++) {
      for (int plane = 0; plane < count; plane++) {
        pick(planes, plane * geometry.size(), k, from, to, next, plane * n);
      }
      advance(y, index, next, distances[k], all);
    }
    int first = from * geometry.width();
    for (int plane = 0; plane < count; plane++) {
      PaddedPlane.addTo(windows, first, index, plane * n, 1, n);
    }
    return areFinite(y, index, next, all);
  }

  private boolean findOfFour(
      float[] planes, int count, int from, int to, float[] y, float[] index) {
    int width = geometry.width();
    int worst = 0;
    int target = 0;
    for (int plane = 0; plane < count; plane++) {
      System.arraycopy(windows, from * width, index, target, (to - from) * width);
      for (int row = from; row < to; row++) {
        int start = plane * geometry.size() + geometry.rowBase(row);
        int found =
            MaxOfFour.find(
                planes,
                start,
                geometry.offset(2),
                geometry.step(),
                (int) distances[2],
                y,
                index,
                target,
                width);
        worst = Math.max(worst, found);
        target += width;
      }
    }
    return worst < PADDING_EXPONENT;
  }

  private void pick(
      float[] planes, int base, int k, int from, int to, float[] target, int atTarget) {
    int width = geometry.width();
    int start = base + geometry.offset(k);
    for (int row = from; row < to; row++) {
      PaddedPlane.pick(
          planes,
          start + geometry.rowBase(row),
          geometry.step(),
          target,
          atTarget + (row - from) * width,
          width);
    }
  }

  /** Any positive difference, however small, times this factor is at least 1. */
  private static void advance(float[] best, float[] at, float[] next, float distance, int n) {
    for (int i = 0; i < n; i++) {
      float gain = (next[i] - best[i]) * 1e38f * 1e7f;
      float wins = Math.min(Math.max(gain, 0f), 1f);
      at[i] += wins * (distance - at[i]);
      best[i] = Math.max(best[i], next[i]);
    }
  }

  /** A sum of zeros is zero, and NaN when one factor was not finite, or near the padding. */
  private static boolean areFinite(float[] y, float[] index, float[] zeros, int n) {
    for (int i = 0; i < n; i++) {
      zeros[i] = y[i] * 16f * 0f + index[i] * 0f;
    }
    return Sums.sum(zeros, 0, n) == 0;
  }

  /** Finds the same among any numbers: the first NaN wins, and padding never does. */
  void findAmongAny(float[] planes, int base, int from, int to, float[] y, float[] index, int at) {
    int target = at;
    for (int row = from; row < to; row++) {
      for (int j = 0; j < geometry.width(); j++) {
        int start = geometry.rowBase(row) + j * geometry.step();
        int best = -1;
        for (int k = 0; k < geometry.kernelCount(); k++) {
          int next = start + geometry.offset(k);
          if (positions[next] >= 0
              && (best < 0 || beats(planes[base + next], planes[base + best]))) {
            best = next;
          }
        }
        y[target] = best < 0 ? Float.NEGATIVE_INFINITY : planes[base + best];
        index[target] = best < 0 ? -1 : positions[best];
        target++;
      }
    }
  }

  private static boolean beats(float next, float best) {
    return next > best || (Float.isNaN(next) && !Float.isNaN(best));
  }
}
