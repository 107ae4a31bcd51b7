package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.WindowReduce;
import java.util.Arrays;

/**
 * {@link WindowReduce} with maxima, several small planes or some rows of a large one at a time.
 * Blocks where a maximum may not be finite are searched again, in a way that knows such numbers.
 */
final class WindowMaxKernel implements Kernel {
  private final MaxSearch search;
  private final PaddedPlane geometry;
  private final long planes;
  private final int outputs;
  private final boolean indices;
  private final int planesTogether;
  private final int rowsTogether;

  WindowMaxKernel(WindowReduce spec) {
    this.geometry = new PaddedPlane(spec.window(), 1);
    this.search = new MaxSearch(geometry, spec);
    this.planes = spec.window().planes();
    this.outputs = geometry.rows() * geometry.width();
    this.indices = spec.indices();
    this.planesTogether =
        Math.max(1, Tiles.TILE / Math.max(outputs, Math.max(1, geometry.inputCount() / 2)));
    this.rowsTogether = Math.max(1, Math.min(geometry.rows(), Tiles.TILE / geometry.width()));
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        planes,
        Tiles.unitsPerTask(
            Math.max((long) outputs * geometry.kernelCount(), geometry.inputCount())),
        (from, to, scratch) -> {
          for (long plane = from; plane < to; plane += planesTogether) {
            int count = (int) Math.min(planesTogether, to - plane);
            load(operands[0], plane, count, scratch);
            search(operands, plane, count, scratch);
          }
        });
  }

  private void load(Region x, long first, int count, Scratch scratch) {
    int size = geometry.size();
    float[] loaded = scratch.floats(Slots.PLANE, planesTogether * size);
    long at = first * geometry.inputCount();
    if (!geometry.isPadded()) {
      x.get(at, loaded, 0, count * size);
      return;
    }
    float[] stage = scratch.floats(Slots.STAGE, geometry.inputCount());
    Arrays.fill(loaded, 0, count * size, indices ? MaxSearch.PADDING : Float.NEGATIVE_INFINITY);
    for (int plane = 0; plane < count; plane++) {
      long source = at + (long) plane * geometry.inputCount();
      geometry.insert(x, source, loaded, plane * size, stage);
    }
  }

  /** Several planes are searched as a whole, a single one in blocks of rows. */
  private void search(Region[] operands, long first, int count, Scratch scratch) {
    float[] loaded = scratch.floats(Slots.PLANE, planesTogether * geometry.size());
    int rows = count > 1 ? geometry.rows() : rowsTogether;
    int block = rows * geometry.width();
    float[] y = scratch.floats(Slots.X, count * block);
    for (int row = 0; row < geometry.rows(); row += rows) {
      int end = Math.min(geometry.rows(), row + rows);
      int n = (end - row) * geometry.width();
      long target = first * outputs + (long) row * geometry.width();
      if (indices) {
        float[] index = scratch.floats(Slots.Y, count * block);
        float[] next = scratch.floats(Slots.Z, count * block);
        if (!search.find(loaded, count, row, end, y, index, next)) {
          for (int plane = 0; plane < count; plane++) {
            search.findAmongAny(loaded, plane * geometry.size(), row, end, y, index, plane * n);
          }
        }
        operands[2].put(target, index, 0, count * n);
      } else {
        for (int plane = 0; plane < count; plane++) {
          search.max(loaded, plane * geometry.size(), row, end, y, plane * n, scratch);
        }
      }
      operands[1].put(target, y, 0, count * n);
    }
  }
}
