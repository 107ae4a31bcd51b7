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
}
