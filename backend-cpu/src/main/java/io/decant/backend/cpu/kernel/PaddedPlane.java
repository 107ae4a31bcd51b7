package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.spi.device.DeviceException;
import io.decant.spi.op.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plane under a sliding window, copied to the heap with its padding, so that the element at
 * kernel position k under window (row, j) is simply element {@code rowBase(row) + j * step() +
 * offset(k)}. Rows are runs of windows along the last axis. Any number of axes. Elements may be
 * groups of several floats, which all offsets then count.
 */
final class PaddedPlane {
  private static final long LARGEST = 1L << 30;

  private final int group;
  private final int width;
  private final int inputWidth;
  private final int step;
  private final int size;
  private final int[] rowBases;
  private final int[] offsets;
  private final int[] inputRows;
  private final boolean padded;

  /**
   * Computes the tables.
   *
   * @param window geometry
   * @param group floats in an element
   * @throws DeviceException when the padded plane is larger than a Java array
   */
  PaddedPlane(Window window, int group) {
    int rank = Math.max(1, window.rank());
    long[] input = extents(window.input(), rank);
    long[] stride = extents(window.stride(), rank);
    long[] output = extents(window.output(), rank);
    long[] begin = new long[rank];
    for (int axis = 0; axis < window.rank(); axis++) {
      begin[axis] = window.padBegin().get(axis);
    }
    long[] padded = padded(window, rank);
    long count = count(window, group);
    if (count > LARGEST || window.kernelCount() > LARGEST || window.outputCount() > LARGEST) {
      throw new DeviceException(
          "cpu: " + window + " needs a padded plane of " + count + " elements; 2^30 are the most");
    }
    long[] pitch = new long[rank];
    long distance = group;
    for (int axis = rank - 1; axis >= 0; axis--) {
      pitch[axis] = distance;
      distance *= Math.max(1, padded[axis]);
    }
    this.group = group;
    this.size = (int) count;
    this.padded = !Arrays.equals(padded, input);
    this.width = (int) output[rank - 1];
    this.inputWidth = (int) input[rank - 1];
    this.step = (int) (stride[rank - 1] * group);
    this.rowBases = table(output, rank - 1, stride, pitch, null);
    this.offsets =
        table(extents(window.kernel(), rank), rank, extents(window.dilation(), rank), pitch, null);
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    this.inputRows = table(input, rank - 1, ones, pitch, begin);
  }

  /** Returns the floats of the padded plane, or 2^63 - 1 when they are more. */
  static long count(Window window, long group) {
    long count = group;
    for (long extent : padded(window, Math.max(1, window.rank()))) {
      if (Math.multiplyHigh(count, Math.max(1, extent)) != 0) {
        return Long.MAX_VALUE;
      }
      count *= Math.max(1, extent);
    }
    return count < 0 ? Long.MAX_VALUE : count;
  }

  private static long[] padded(Window window, int rank) {
    long[] padded = new long[rank];
    Arrays.fill(padded, 1);
    for (int axis = 0; axis < window.rank(); axis++) {
      long reach =
          (window.output(axis) - 1) * window.stride().get(axis)
              + window.dilation().get(axis) * (window.kernel().get(axis) - 1)
              + 1;
      padded[axis] = Math.max(window.padBegin().get(axis) + window.input().get(axis), reach);
    }
    return padded;
  }

  private static long[] extents(List<Long> values, int rank) {
    long[] extents = new long[rank];
    Arrays.fill(extents, 1);
    for (int axis = 0; axis < values.size(); axis++) {
      extents[axis] = values.get(axis);
    }
    return extents;
  }

  /** Enumerates positions row-major over the first {@code axes} axes. */
  private static int[] table(
      long[] counts, int axes, long[] scale, long[] pitch, long @Nullable [] shift) {
    long start = 0;
    if (shift != null) {
      for (int axis = 0; axis < pitch.length; axis++) {
        start += shift[axis] * pitch[axis];
      }
    }
    int[] table = {(int) start};
    for (int axis = 0; axis < axes; axis++) {
      int extent = (int) counts[axis];
      int[] next = new int[table.length * extent];
      for (int i = 0; i < next.length; i++) {
        next[i] = table[i / extent] + (int) (i % extent * scale[axis] * pitch[axis]);
      }
      table = next;
    }
    return table;
  }

  /** Returns the floats of the padded plane. */
  int size() {
    return size;
  }

  /** Returns the windows in a row. */
  int width() {
    return width;
  }

  /** Returns the distance of neighbouring windows in a row. */
  int step() {
    return step;
  }

  /** Returns the number of rows of windows. */
  int rows() {
    return rowBases.length;
  }

  /** Returns where the first window of a row starts. */
  int rowBase(int row) {
    return rowBases[row];
  }

  /** Returns the number of kernel positions. */
  int kernelCount() {
    return offsets.length;
  }

  /** Returns where kernel position k lies in its window. */
  int offset(int k) {
    return offsets[k];
  }

  /** Returns the number of elements of the plane without padding. */
  int inputCount() {
    return inputRows.length * inputWidth;
  }

  /** Returns the elements in a row of the plane without padding. */
  int inputWidth() {
    return inputWidth;
  }

  /** Returns the number of rows of the plane without padding. */
  int inputRows() {
    return inputRows.length;
  }

  /** Returns where a row of the plane without padding starts. */
  int inputRow(int row) {
    return inputRows[row];
  }

  /** Returns the position behind a row of the plane without padding. */
  int inputRowEnd(int row) {
    return inputRows[row] + inputWidth * group;
  }

  /** Returns whether there is any padding. */
  boolean isPadded() {
    return padded;
  }

  /**
   * Loads a plane of single floats.
   *
   * @param x where it lies
   * @param at index of its first element
   * @param padding value of the padding
   * @param plane receives the padded plane
   * @param stage scratch of at least {@link #inputCount} elements
   */
  void load(Region x, long at, float padding, float[] plane, float[] stage) {
    if (padded) {
      Arrays.fill(plane, 0, size, padding);
    }
    insert(x, at, plane, 0, stage);
  }

  /** Loads a plane into an array whose padding is there already, {@code base} being its start. */
  void insert(Region x, long at, float[] planes, int base, float[] stage) {
    if (!padded) {
      x.get(at, planes, base, size);
      return;
    }
    x.get(at, stage, 0, inputCount());
    for (int row = 0; row < inputRows.length; row++) {
      System.arraycopy(stage, row * inputWidth, planes, base + inputRows[row], inputWidth);
    }
  }

  /** Stores a plane of single floats without its padding, {@code base} being its start. */
  void extract(float[] planes, int base, Region x, long at, float[] stage) {
    if (!padded) {
      x.put(at, planes, base, size);
      return;
    }
    for (int row = 0; row < inputRows.length; row++) {
      System.arraycopy(planes, base + inputRows[row], stage, row * inputWidth, inputWidth);
    }
    x.put(at, stage, 0, inputCount());
  }

  /** Copies {@code n} elements that lie {@code step} apart. */
  static void pick(float[] source, int from, int step, float[] target, int to, int n) {
    if (step == 1) {
      System.arraycopy(source, from, target, to, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      target[to + i] = source[from + i * step];
    }
  }

  /** Adds {@code n} elements to others that lie {@code step} apart. */
  static void addTo(float[] source, int from, float[] target, int to, int step, int n) {
    if (step == 1) {
      for (int i = 0; i < n; i++) {
        target[to + i] += source[from + i];
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      target[to + i * step] += source[from + i];
    }
  }
}
