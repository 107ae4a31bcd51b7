package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Gather;
import java.util.Arrays;

/** {@link Gather}: whole rows where an index holds for a row, else element by element. */
final class GatherKernel implements Kernel {
  private final Gather spec;
  private final Repeats indices;
  private final long[] strides;

  GatherKernel(Gather spec) {
    this.spec = spec;
    this.indices =
        new Repeats(
            spec.outer(),
            spec.count(),
            spec.inner(),
            spec.layout().hasOuter(),
            spec.layout().hasCount(),
            spec.layout().hasInner());
    this.strides = spec.layout().strides(spec.count(), spec.inner());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    if (!spec.layout().hasInner() && spec.inner() > 1) {
      workers.forRanges(
          spec.outer() * spec.count(),
          Tiles.unitsPerTask(spec.inner()),
          (from, to, scratch) -> {
            for (long row = from; row < to; row++) {
              gatherRow(operands, row, scratch);
            }
          });
    } else {
      workers.forRanges(
          spec.outer() * spec.count() * spec.inner(),
          Tiles.GRAIN,
          (from, to, scratch) -> {
            for (long at = from; at < to; at += Tiles.TILE) {
              gatherTile(operands, at, (int) Math.min(Tiles.TILE, to - at), scratch);
            }
          });
    }
  }

  private void gatherRow(Region[] operands, long row, Scratch scratch) {
    long outer = row / spec.count();
    long j = row - outer * spec.count();
    float index = operands[1].get(outer * strides[0] + j * strides[1]);
    long to = row * spec.inner();
    if (index >= 0 && index < spec.size()) {
      long from = (outer * spec.size() + (long) index) * spec.inner();
      operands[0].copy(from, operands[2], to, spec.inner());
    } else {
      FillKernel.fill(operands[2], to, to + spec.inner(), Float.NaN, scratch);
    }
  }

  private void gatherTile(Region[] operands, long at, int n, Scratch scratch) {
    float[] index = scratch.floats(Slots.Y, Tiles.TILE);
    float[] y = scratch.floats(Slots.X, Tiles.TILE);
    indices.expand(operands[1], at, index, n);
    Arrays.fill(y, 0, n, Float.NaN);
    long inner = spec.inner();
    long plane = spec.count() * inner;
    long outer = at / plane;
    long position = at - outer * plane;
    for (int i = 0; i < n; i++) {
      if (index[i] >= 0 && index[i] < spec.size()) {
        long row = outer * spec.size() + (long) index[i];
        y[i] = operands[0].get(row * inner + position % inner);
      }
      if (++position == plane) {
        position = 0;
        outer++;
      }
    }
    operands[2].put(at, y, 0, n);
  }
}
