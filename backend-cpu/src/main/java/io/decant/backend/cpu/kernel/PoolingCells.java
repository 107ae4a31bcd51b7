package io.decant.backend.cpu.kernel;

import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.Window;

/** Counts what average pooling divides by. */
final class PoolingCells {
  private PoolingCells() {}

  /**
   * Returns the number of cells of each window of a plane, padding that counts included; at least
   * 1.
   */
  static float[] of(PoolingGeometry geometry) {
    Window window = geometry.window();
    float[] cells = {1};
    for (int axis = 0; axis < window.rank(); axis++) {
      int outputs = Math.toIntExact(window.output(axis));
      float[] next = new float[Math.multiplyExact(cells.length, outputs)];
      for (int i = 0; i < next.length; i++) {
        next[i] = cells[i / outputs] * along(geometry, axis, i % outputs);
      }
      cells = next;
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Math.max(1, cells[i]);
    }
    return cells;
  }

  /**
   * Returns whether one window covers a plane, all of it and nothing else, and planes are small.
   */
  static boolean isWhole(PaddedPlane geometry) {
    return geometry.rows() * geometry.width() == 1
        && geometry.kernelCount() == geometry.inputCount()
        && !geometry.isPadded()
        && geometry.inputCount() <= Tiles.TILE;
  }

  private static float along(PoolingGeometry geometry, int axis, long output) {
    Window window = geometry.window();
    long extent =
        window.padBegin().get(axis) + window.input().get(axis) + geometry.counted().get(axis);
    long dilation = window.dilation().get(axis);
    long left = extent - output * window.stride().get(axis);
    long inside = left <= 0 ? 0 : (left + dilation - 1) / dilation;
    return Math.min(window.kernel().get(axis), inside);
  }
}
