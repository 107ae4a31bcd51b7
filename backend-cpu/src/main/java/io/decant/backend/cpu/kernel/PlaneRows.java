package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import java.util.Arrays;

/**
 * Which rows of a plane some windows see, for copies that go down a plane as far as its windows are
 * needed. Rows are those of {@link PaddedPlane#inputRow}.
 */
final class PlaneRows {
  private final PaddedPlane plane;
  private final int[] first;
  private final int[] behind;

  PlaneRows(PaddedPlane plane) {
    this.plane = plane;
    this.first = new int[plane.rows()];
    this.behind = new int[plane.rows()];
    int reach = (plane.width() - 1) * plane.step() + plane.offset(plane.kernelCount() - 1);
    int seen = 0;
    int started = 0;
    for (int row = 0; row < first.length; row++) {
      int start = plane.rowBase(row);
      while (seen < plane.inputRows() && plane.inputRowEnd(seen) <= start) {
        seen++;
      }
      while (started < plane.inputRows() && plane.inputRow(started) <= start + reach) {
        started++;
      }
      first[row] = seen;
      behind[row] = started;
    }
  }

  /** Returns the first row that a window, or one behind it, sees. */
  int first(int window) {
    return first[window / plane.width()];
  }

  /** Returns the row behind those that a window, or one before it, sees. */
  int behind(int window) {
    return behind[window / plane.width()];
  }

  /**
   * Fills the padding around some rows with zeros.
   *
   * @param planes where padded planes lie
   * @param base where this one starts
   * @param from first row
   * @param to the row behind the last one
   * @param fresh whether the padding before the first row is not there yet
   */
  void pad(float[] planes, int base, int from, int to, boolean fresh) {
    if (fresh) {
      Arrays.fill(planes, base + end(from - 1), base + start(from), 0);
    }
    for (int row = from; row < to; row++) {
      Arrays.fill(planes, base + end(row), base + start(row + 1), 0);
    }
  }

  private int start(int row) {
    return row < plane.inputRows() ? plane.inputRow(row) : plane.size();
  }

  private int end(int row) {
    return row < 0 ? 0 : plane.inputRowEnd(row);
  }

  /**
   * Copies some rows of a plane of single floats.
   *
   * @param x where the plane lies
   * @param at index of its first element
   * @param from first row
   * @param to the row behind the last one
   * @param planes receives them, where padded planes lie
   * @param base where this one starts
   * @param stage scratch of at least {@link PaddedPlane#inputCount} elements
   */
  void insert(Region x, long at, int from, int to, float[] planes, int base, float[] stage) {
    int width = plane.inputWidth();
    long source = at + (long) from * width;
    if (!plane.isPadded()) {
      x.get(source, planes, base + from * width, (to - from) * width);
      return;
    }
    x.get(source, stage, 0, (to - from) * width);
    for (int row = from; row < to; row++) {
      System.arraycopy(stage, (row - from) * width, planes, base + plane.inputRow(row), width);
    }
  }
}
