package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.AveragePooling;

/** {@link AveragePooling}. */
final class AveragePoolingKernel implements Kernel {
  private final PaddedPlane geometry;
  private final long planes;
  private final float[] cells;

  AveragePoolingKernel(AveragePooling spec) {
    this.geometry = new PaddedPlane(spec.geometry().window(), 1);
    this.planes = spec.geometry().window().planes();
    this.cells = PoolingCells.of(spec.geometry());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    int outputs = cells.length;
    if (PoolingCells.isWhole(geometry)) {
      averageWhole(operands, workers);
      return;
    }
    workers.forRanges(
        planes,
        Tiles.unitsPerTask((long) outputs * geometry.kernelCount()),
        (from, to, scratch) -> {
          float[] plane = scratch.floats(Slots.PLANE, geometry.size());
          float[] stage = scratch.floats(Slots.STAGE, geometry.inputCount());
          float[] y = scratch.floats(Slots.Y, outputs);
          for (long index = from; index < to; index++) {
            geometry.load(operands[0], index * geometry.inputCount(), 0, plane, stage);
            WindowSumKernel.sum(geometry, plane, y, scratch);
            BinaryFunctions.divide(y, cells, outputs);
            operands[1].put(index * outputs, y, 0, outputs);
          }
        });
  }

  /** One window covers each plane: several planes at a time. */
  private void averageWhole(Region[] operands, Workers workers) {
    int size = geometry.inputCount();
    int together = Tiles.TILE / size;
    workers.forRanges(
        planes,
        together * Tiles.unitsPerTask((long) together * size),
        (from, to, scratch) -> {
          float[] x = scratch.floats(Slots.X, Tiles.TILE);
          float[] y = scratch.floats(Slots.Y, together);
          for (long plane = from; plane < to; plane += together) {
            int now = (int) Math.min(together, to - plane);
            operands[0].get(plane * size, x, 0, now * size);
            for (int i = 0; i < now; i++) {
              y[i] = Sums.sum(x, i * size, size) / cells[0];
            }
            operands[1].put(plane, y, 0, now);
          }
        });
  }
}
