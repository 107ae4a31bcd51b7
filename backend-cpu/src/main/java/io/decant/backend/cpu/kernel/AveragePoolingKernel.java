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
}
