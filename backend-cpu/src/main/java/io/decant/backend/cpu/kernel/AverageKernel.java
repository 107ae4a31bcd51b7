package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.PoolingGeometry;

/** Average pooling or its gradient. */
abstract class AverageKernel extends PlaneKernel {
  /** What each window's sum is divided by. */
  final float[] cells;

  AverageKernel(PoolingGeometry geometry) {
    super(geometry.window());
    this.cells = PoolingCells.of(geometry);
  }

  /** Work on several planes that one window covers whole. */
  interface WholeTask {
    /**
     * Does it.
     *
     * @param plane the first plane
     * @param count how many planes
     * @param x room for their elements
     * @param y room for one number of each
     */
    void run(long plane, int count, float[] x, float[] y);
  }

  /** Returns whether one window covers each plane, so that {@link #forWhole} may be used. */
  final boolean isWhole() {
    return PoolingCells.isWhole(geometry);
  }

  final void forWhole(Workers workers, WholeTask work) {
    int size = geometry.inputCount();
    int together = Tiles.TILE / size;
    workers.forRanges(
        planes,
        together * Tiles.unitsPerTask((long) together * size),
        (from, to, scratch) -> {
          float[] x = scratch.floats(Slots.X, Tiles.TILE);
          float[] y = scratch.floats(Slots.Y, together);
          for (long plane = from; plane < to; plane += together) {
            work.run(plane, (int) Math.min(together, to - plane), x, y);
          }
        });
  }
}
