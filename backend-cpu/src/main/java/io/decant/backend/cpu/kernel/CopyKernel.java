package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Copy;
import java.util.Arrays;

/**
 * {@link Copy} of elements of four bytes. Axes of extent 1 are dropped and neighbours merged where
 * both layouts allow it; what is left is copied row by row.
 */
final class CopyKernel implements Kernel {
  private final long[] extents;
  private final long[] source;
  private final long[] target;
  private final int last;
  private final long rows;

  CopyKernel(Copy spec) {
    int rank = spec.x().shape().rank();
    long[] dims = new long[rank + 1];
    long[] x = new long[rank + 1];
    long[] y = new long[rank + 1];
    int axes = 0;
    for (int axis = 0; axis < rank; axis++) {
      long dim = spec.x().shape().dim(axis);
      if (dim == 1) {
        continue;
      }
      long strideX = spec.x().stride(axis);
      long strideY = spec.y().stride(axis);
      if (axes > 0 && x[axes - 1] == strideX * dim && y[axes - 1] == strideY * dim) {
        dims[axes - 1] *= dim;
      } else {
        dims[axes++] = dim;
      }
      x[axes - 1] = strideX;
      y[axes - 1] = strideY;
    }
    if (axes == 0) {
      dims[axes++] = 1;
    }
    this.extents = Arrays.copyOf(dims, axes);
    this.source = Arrays.copyOf(x, axes);
    this.target = Arrays.copyOf(y, axes);
    this.last = axes - 1;
    this.rows = spec.x().shape().count() == 0 ? 0 : spec.x().shape().count() / dims[last];
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    if (rows == 1) {
      workers.forRanges(
          extents[last],
          4L * Tiles.GRAIN,
          (from, to, scratch) ->
              copy(operands, from * source[last], from * target[last], to - from, scratch));
      return;
    }
    workers.forRanges(
        rows,
        Tiles.unitsPerTask(extents[last]),
        (from, to, scratch) -> {
          for (long row = from; row < to; row++) {
            copyRow(operands, row, scratch);
          }
        });
  }

  private void copyRow(Region[] operands, long row, Scratch scratch) {
    long from = 0;
    long to = 0;
    long rest = row;
    for (int axis = last - 1; axis >= 0; axis--) {
      long index = rest % extents[axis];
      rest /= extents[axis];
      from += index * source[axis];
      to += index * target[axis];
    }
    copy(operands, from, to, extents[last], scratch);
  }

  private void copy(Region[] operands, long from, long to, long count, Scratch scratch) {
    Region x = operands[0];
    Region y = operands[1];
    long strideX = source[last];
    long strideY = target[last];
    if (count == 1 || (strideX == 1 && strideY == 1)) {
      x.copy(from, y, to, count);
    } else if (strideX == 0 && strideY == 1) {
      FillKernel.fill(y, to, to + count, x.get(from), scratch);
    } else {
      for (long i = 0; i < count; i++) {
        y.set(to + i * strideY, x.get(from + i * strideX));
      }
    }
  }
}
