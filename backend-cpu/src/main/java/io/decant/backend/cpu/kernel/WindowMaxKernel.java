package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.WindowReduce;
import java.util.Arrays;

/**
 * {@link WindowReduce} with maxima. Planes are searched without branches on data; the few planes
 * where that may name the wrong position, because a maximum is not finite, are searched again.
 */
final class WindowMaxKernel implements Kernel {
  private final MaxSearch search;
  private final PaddedPlane geometry;
  private final long planes;
  private final int outputs;
  private final boolean indices;

  WindowMaxKernel(WindowReduce spec) {
    this.geometry = new PaddedPlane(spec.window(), 1);
    this.search = new MaxSearch(geometry);
    this.planes = spec.window().planes();
    this.outputs = geometry.rows() * geometry.width();
    this.indices = spec.indices();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        planes,
        Tiles.unitsPerTask(Math.max(outputs * geometry.kernelCount(), geometry.inputCount())),
        (from, to, scratch) -> {
          for (long plane = from; plane < to; plane++) {
            reduce(operands, plane, scratch);
          }
        });
  }

  private void reduce(Region[] operands, long index, Scratch scratch) {
    float[] plane = scratch.floats(Slots.PLANE, geometry.size());
    float[] stage = scratch.floats(Slots.STAGE, geometry.inputCount());
    float[] y = scratch.floats(Slots.Y, outputs);
    long at = index * geometry.inputCount();
    geometry.load(operands[0], at, Float.NEGATIVE_INFINITY, plane, stage);
    if (indices) {
      float[] positions = scratch.floats(Slots.Z, outputs);
      if (!search.find(plane, y, positions)) {
        search.findAmongAny(plane, y, positions);
      }
      operands[2].put(index * outputs, positions, 0, outputs);
    } else {
      Arrays.fill(y, 0, outputs, Float.NEGATIVE_INFINITY);
      search.max(plane, y);
    }
    operands[1].put(index * outputs, y, 0, outputs);
  }
}
