package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.AveragePoolingBackward;
import java.util.Arrays;

/** {@link AveragePoolingBackward}. */
final class AveragePoolingBackwardKernel implements Kernel {
  private final PaddedPlane geometry;
  private final long planes;
  private final float[] cells;

  AveragePoolingBackwardKernel(AveragePoolingBackward spec) {
    this.geometry = new PaddedPlane(spec.geometry().window(), 1);
    this.planes = spec.geometry().window().planes();
    this.cells = PoolingCells.of(spec.geometry());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    int outputs = cells.length;
    if (PoolingCells.isWhole(geometry)) {
      spreadWhole(operands, workers);
      return;
    }
    workers.forRanges(
        planes,
        Tiles.unitsPerTask((long) outputs * geometry.kernelCount()),
        (from, to, scratch) -> {
          float[] plane = scratch.floats(Slots.PLANE, geometry.size());
          float[] stage = scratch.floats(Slots.STAGE, geometry.inputCount());
          float[] shares = scratch.floats(Slots.Y, outputs);
          for (long index = from; index < to; index++) {
            operands[0].get(index * outputs, shares, 0, outputs);
            BinaryFunctions.divide(shares, cells, outputs);
            Arrays.fill(plane, 0, geometry.size(), 0);
            spread(shares, plane);
            geometry.extract(plane, 0, operands[1], index * geometry.inputCount(), stage);
          }
        });
  }

  private void spread(float[] shares, float[] plane) {
    int width = geometry.width();
    for (int k = 0; k < geometry.kernelCount(); k++) {
      for (int row = 0; row < geometry.rows(); row++) {
        int start = geometry.rowBase(row) + geometry.offset(k);
        PaddedPlane.addTo(shares, row * width, plane, start, geometry.step(), width);
      }
    }
  }

  /** One window covers each plane: several planes at a time. */
  private void spreadWhole(Region[] operands, Workers workers) {
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
            operands[0].get(plane, y, 0, now);
            for (int i = 0; i < now; i++) {
              Arrays.fill(x, i * size, (i + 1) * size, y[i] / cells[0]);
            }
            operands[1].put(plane * size, x, 0, now * size);
          }
        });
  }
}
