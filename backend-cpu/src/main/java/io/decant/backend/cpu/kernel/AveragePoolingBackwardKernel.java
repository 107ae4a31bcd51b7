package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.AveragePoolingBackward;
import java.util.Arrays;

/** {@link AveragePoolingBackward}. */
final class AveragePoolingBackwardKernel extends AverageKernel {
  AveragePoolingBackwardKernel(AveragePoolingBackward spec) {
    super(spec.geometry());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    if (isWhole()) {
      spreadWhole(operands, workers);
      return;
    }
    forPlanes(
        workers,
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

  private void spreadWhole(Region[] operands, Workers workers) {
    int size = geometry.inputCount();
    forWhole(
        workers,
        (plane, count, x, y) -> {
          operands[0].get(plane, y, 0, count);
          for (int i = 0; i < count; i++) {
            Arrays.fill(x, i * size, (i + 1) * size, y[i] / cells[0]);
          }
          operands[1].put(plane * size, x, 0, count * size);
        });
  }
}
