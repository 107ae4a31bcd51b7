package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.AveragePooling;

/** {@link AveragePooling}. */
final class AveragePoolingKernel extends AverageKernel {
  AveragePoolingKernel(AveragePooling spec) {
    super(spec.geometry());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    if (isWhole()) {
      averageWhole(operands, workers);
      return;
    }
    forPlanes(
        workers,
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

  private void averageWhole(Region[] operands, Workers workers) {
    int size = geometry.inputCount();
    forWhole(
        workers,
        (plane, count, x, y) -> {
          operands[0].get(plane * size, x, 0, count * size);
          for (int i = 0; i < count; i++) {
            y[i] = Sums.sum(x, i * size, size) / cells[0];
          }
          operands[1].put(plane, y, 0, count);
        });
  }
}
