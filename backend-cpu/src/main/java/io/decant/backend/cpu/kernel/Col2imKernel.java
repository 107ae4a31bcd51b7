package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Col2im;
import java.util.Arrays;

/** {@link Col2im}. */
final class Col2imKernel extends PlaneKernel {
  Col2imKernel(Col2im spec) {
    super(spec.window());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    forPlanes(
        workers,
        (from, to, scratch) -> {
          for (long plane = from; plane < to; plane++) {
            fold(operands, plane, scratch);
          }
        });
  }

  private void fold(Region[] operands, long index, Scratch scratch) {
    float[] plane = scratch.floats(Slots.PLANE, geometry.size());
    float[] stage = scratch.floats(Slots.STAGE, Math.max(outputs, geometry.inputCount()));
    Arrays.fill(plane, 0, geometry.size(), 0);
    int kernel = geometry.kernelCount();
    for (int k = 0; k < kernel; k++) {
      operands[0].get((index * kernel + k) * outputs, stage, 0, outputs);
      for (int row = 0; row < geometry.rows(); row++) {
        int start = geometry.rowBase(row) + geometry.offset(k);
        int width = geometry.width();
        PaddedPlane.addTo(stage, row * width, plane, start, geometry.step(), width);
      }
    }
    geometry.extract(plane, 0, operands[1], index * geometry.inputCount(), stage);
  }
}
