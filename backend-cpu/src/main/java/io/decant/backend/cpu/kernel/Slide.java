package io.decant.backend.cpu.kernel;

import io.decant.spi.op.Window;
import java.util.List;

/** A window's geometry in 32-bit numbers: which input row lies under which output row. */
final class Slide {
  private final int rank;
  private final int[] input;
  private final int[] output;
  private final int[] kernel;
  private final int[] stride;
  private final int[] pad;
  private final int[] dilation;
  final int inputCount;
  final int outputCount;
  final int kernelCount;

  /** Receives the rows that one position of the window touches. */
  interface Rows {
    /**
     * One row of the output.
     *
     * @param out index of its first element
     * @param in index of the input element under output 0 of the row; it may lie outside
     * @param from first output whose input lies inside
     * @param to output behind the last such; not larger than {@code from} when there is none
     * @param step input elements between two outputs
     */
    void row(int out, int in, int from, int to, int step);
  }

  Slide(Window window) {
    rank = Math.max(1, window.rank());
    input = extents(window.input(), 1);
    kernel = extents(window.kernel(), 1);
    stride = extents(window.stride(), 1);
    pad = extents(window.padBegin(), 0);
    dilation = extents(window.dilation(), 1);
    output = extents(window.output(), 1);
    inputCount = Math.toIntExact(window.inputCount());
    outputCount = Math.toIntExact(window.outputCount());
    kernelCount = Math.toIntExact(window.kernelCount());
  }

  private int[] extents(List<Long> given, int otherwise) {
    int[] values = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      values[axis] = given.isEmpty() ? otherwise : Math.toIntExact(given.get(axis));
    }
    return values;
  }

  /** Visits every output row for one position of the window, in ascending order. */
  void forEachRow(int position, Rows rows) {
    int last = rank - 1;
    int width = output[last];
    int offset = position % kernel[last] * dilation[last] - pad[last];
    int step = stride[last];
    int from = Math.min(width, Math.max(0, ceilDiv(-offset, step)));
    int to = Math.min(width, Math.floorDiv(input[last] - 1 - offset, step) + 1);
    for (int row = 0; row < outputCount / width; row++) {
      int line = line(position / kernel[last], row);
      if (line < 0) {
        rows.row(row * width, 0, 0, 0, step);
      } else {
        rows.row(row * width, line * input[last] + offset, from, to, step);
      }
    }
  }

  /** Returns the index behind the last element of the output row that starts at {@code row}. */
  int rowEnd(int row) {
    return row + output[rank - 1];
  }

  /** Returns which line of the input lies under an output row; -1 in the padding. */
  private int line(int position, int row) {
    int line = 0;
    int scale = 1;
    int remainingPosition = position;
    int remainingRow = row;
    for (int axis = rank - 2; axis >= 0; axis--) {
      int at =
          remainingRow % output[axis] * stride[axis]
              + remainingPosition % kernel[axis] * dilation[axis]
              - pad[axis];
      if (at < 0 || at >= input[axis]) {
        return -1;
      }
      line += at * scale;
      scale *= input[axis];
      remainingRow /= output[axis];
      remainingPosition /= kernel[axis];
    }
    return line;
  }

  private static int ceilDiv(int a, int b) {
    return -Math.floorDiv(-a, b);
  }
}
