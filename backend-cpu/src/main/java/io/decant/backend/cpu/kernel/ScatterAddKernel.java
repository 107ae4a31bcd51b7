package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.ScatterAdd;
import java.util.Arrays;

/**
 * {@link ScatterAdd}, and {@link MaxPoolingBackward} by scattering. Where y's plane of one outer
 * position is small it is assembled on the heap, several planes at a time when they are tiny; else
 * rows or elements are added in place.
 */
final class ScatterAddKernel implements Kernel {
  private static final long LARGEST_PLANE = 1 << 18;

  private final ScatterAdd spec;
  private final Repeats indices;
  private final long[] strides;
  private final long plane;
  private final float first;

  ScatterAddKernel(ScatterAdd spec) {
    this(spec, 0);
  }

  ScatterAddKernel(MaxPoolingBackward spec) {
    this(spec.scattering(), spec.firstPosition());
  }

  /** Adds with indices that count from {@code first}. */
  private ScatterAddKernel(ScatterAdd spec, long first) {
    this.spec = spec;
    this.first = first;
    this.indices =
        new Repeats(
            spec.outer(),
            spec.count(),
            spec.inner(),
            spec.layout().hasOuter(),
            spec.layout().hasCount(),
            spec.layout().hasInner());
    this.strides = spec.layout().strides(spec.count(), spec.inner());
    this.plane = spec.size() * spec.inner();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    if (plane == 0) {
      return;
    }
    long sources = spec.count() * spec.inner();
    long grain = Tiles.unitsPerTask(Math.max(plane, sources));
    if (plane > LARGEST_PLANE) {
      workers.forRanges(
          spec.outer(), grain, (from, to, scratch) -> addInPlace(operands, from, to, scratch));
    } else {
      workers.forRanges(
          spec.outer(), grain, (from, to, scratch) -> addOnHeap(operands, from, to, scratch));
    }
  }

  private void addOnHeap(Region[] operands, long from, long to, Scratch scratch) {
    int planes = (int) Math.max(1, Math.min(to - from, 2L * Tiles.TILE / plane));
    float[] y = scratch.floats(Slots.PLANE, (int) (planes * plane));
    for (long outer = from; outer < to; outer += planes) {
      int now = (int) Math.min(planes, to - outer);
      int length = (int) (now * plane);
      if (spec.accumulate()) {
        operands[2].get(outer * plane, y, 0, length);
      } else {
        Arrays.fill(y, 0, length, 0);
      }
      for (int i = 0; i < now; i++) {
        addPlane(operands, outer + i, y, (int) (i * plane), scratch);
      }
      operands[2].put(outer * plane, y, 0, length);
    }
  }

  private void addPlane(Region[] operands, long outer, float[] y, int base, Scratch scratch) {
    float[] x = scratch.floats(Slots.X, Tiles.TILE);
    float[] index = scratch.floats(Slots.Y, Tiles.TILE);
    int inner = (int) spec.inner();
    long sources = spec.count() * spec.inner();
    int column = 0;
    for (long at = 0; at < sources; at += Tiles.TILE) {
      int n = (int) Math.min(Tiles.TILE, sources - at);
      operands[0].get(outer * sources + at, x, 0, n);
      indices.expand(operands[1], outer * sources + at, index, n);
      countFromFirst(index, n);
      if (inner == 1) {
        addEach(x, index, n, y, base, spec.size());
      } else {
        column = addEach(x, index, n, y, base, spec.size(), inner, column);
      }
    }
  }

  private void countFromFirst(float[] index, int n) {
    for (int i = 0; first > 0 && i < n; i++) {
      index[i] -= first;
    }
  }

  private static void addEach(float[] x, float[] index, int n, float[] y, int base, long size) {
    for (int i = 0; i < n; i++) {
      if (index[i] >= 0 && index[i] < size) {
        y[base + (int) index[i]] += x[i];
      }
    }
  }

  private static int addEach(
      float[] x, float[] index, int n, float[] y, int base, long size, int inner, int start) {
    int column = start;
    for (int i = 0; i < n; i++) {
      if (index[i] >= 0 && index[i] < size) {
        y[base + (int) index[i] * inner + column] += x[i];
      }
      column = column + 1 == inner ? 0 : column + 1;
    }
    return column;
  }

  private void addInPlace(Region[] operands, long from, long to, Scratch scratch) {
    if (!spec.accumulate()) {
      FillKernel.fill(operands[2], from * plane, to * plane, 0, scratch);
    }
    for (long row = from * spec.count(); row < to * spec.count(); row++) {
      for (long column = 0; column < spec.inner(); column += Tiles.TILE) {
        addRun(operands, row, column, scratch);
      }
    }
  }

  /** Adds a run of one row of x; its indices are all the same, or looked up one by one. */
  private void addRun(Region[] operands, long row, long column, Scratch scratch) {
    float[] x = scratch.floats(Slots.X, Tiles.TILE);
    float[] y = scratch.floats(Slots.Y, Tiles.TILE);
    long inner = spec.inner();
    int n = (int) Math.min(Tiles.TILE, inner - column);
    long outer = row / spec.count();
    long index = outer * strides[0] + (row - outer * spec.count()) * strides[1];
    operands[0].get(row * inner + column, x, 0, n);
    if (strides[2] == 0) {
      float target = operands[1].get(index) - first;
      if (target >= 0 && target < spec.size()) {
        long at = outer * plane + (long) target * inner + column;
        operands[2].get(at, y, 0, n);
        BinaryFunctions.add(y, x, n);
        operands[2].put(at, y, 0, n);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      float target = operands[1].get(index + column + i) - first;
      if (target >= 0 && target < spec.size()) {
        long at = outer * plane + (long) target * inner + column + i;
        operands[2].set(at, operands[2].get(at) + x[i]);
      }
    }
  }
}
