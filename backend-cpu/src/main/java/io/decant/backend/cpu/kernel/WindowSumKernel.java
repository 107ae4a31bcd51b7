package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.WindowReduce;
import java.util.Arrays;

/** {@link WindowReduce} with sums. Wide windows are summed in float64. */
final class WindowSumKernel extends PlaneKernel {
  private static final int WIDE = 64;

  WindowSumKernel(WindowReduce spec) {
    super(spec.window());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    forPlanes(
        workers,
        (from, to, scratch) -> {
          float[] plane = scratch.floats(Slots.PLANE, geometry.size());
          float[] stage = scratch.floats(Slots.STAGE, geometry.inputCount());
          float[] sums = scratch.floats(Slots.Y, outputs);
          for (long index = from; index < to; index++) {
            geometry.load(operands[0], index * geometry.inputCount(), 0, plane, stage);
            sum(geometry, plane, sums, scratch);
            operands[1].put(index * outputs, sums, 0, outputs);
          }
        });
  }

  /** Sums every window of a padded plane. */
  static void sum(PaddedPlane geometry, float[] plane, float[] sums, Scratch scratch) {
    if (geometry.kernelCount() > WIDE) {
      sumWide(geometry, plane, sums);
      return;
    }
    int width = geometry.width();
    float[] picked = scratch.floats(Slots.Z, width);
    Arrays.fill(sums, 0, geometry.rows() * width, 0);
    for (int row = 0; row < geometry.rows(); row++) {
      for (int k = 0; k < geometry.kernelCount(); k++) {
        int start = geometry.rowBase(row) + geometry.offset(k);
        if (geometry.step() == 1) {
          PaddedPlane.addTo(plane, start, sums, row * width, 1, width);
        } else {
          PaddedPlane.pick(plane, start, geometry.step(), picked, 0, width);
          PaddedPlane.addTo(picked, 0, sums, row * width, 1, width);
        }
      }
    }
  }

  private static void sumWide(PaddedPlane geometry, float[] plane, float[] sums) {
    int width = geometry.width();
    for (int row = 0; row < geometry.rows(); row++) {
      for (int j = 0; j < width; j++) {
        int start = geometry.rowBase(row) + j * geometry.step();
        double sum = 0;
        for (int k = 0; k < geometry.kernelCount(); k++) {
          sum += plane[start + geometry.offset(k)];
        }
        sums[row * width + j] = (float) sum;
      }
    }
  }
}
