package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Im2col;

/** {@link Im2col}. */
final class Im2colKernel extends PlaneKernel {
  Im2colKernel(Im2col spec) {
    super(spec.window());
  }

  /** A unit of work is one kernel position of one plane. */
  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        planes * geometry.kernelCount(),
        Tiles.unitsPerTask(outputs),
        (from, to, scratch) -> unfold(operands, from, to, scratch));
  }

  private void unfold(Region[] operands, long from, long to, Scratch scratch) {
    float[] plane = scratch.floats(Slots.PLANE, geometry.size());
    float[] stage = scratch.floats(Slots.STAGE, Math.max(outputs, geometry.inputCount()));
    int kernel = geometry.kernelCount();
    long loaded = -1;
    for (long unit = from; unit < to; unit++) {
      long wanted = unit / kernel;
      if (wanted != loaded) {
        geometry.load(operands[0], wanted * geometry.inputCount(), 0, plane, stage);
        loaded = wanted;
      }
      int offset = geometry.offset((int) (unit - wanted * kernel));
      for (int row = 0; row < geometry.rows(); row++) {
        int start = geometry.rowBase(row) + offset;
        int width = geometry.width();
        PaddedPlane.pick(plane, start, geometry.step(), stage, row * width, width);
      }
      operands[1].put(unit * outputs, stage, 0, outputs);
    }
  }
}
