package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Fill;
import java.util.Arrays;

/** {@link Fill}. */
final class FillKernel implements Kernel {
  private final long count;
  private final float value;

  FillKernel(Fill spec) {
    this.count = spec.count();
    this.value = spec.value();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        count,
        4L * Tiles.GRAIN,
        (from, to, scratch) -> fill(operands[0], from, to, value, scratch));
  }

  /** Fills a range of a region. */
  static void fill(Region region, long from, long to, float value, Scratch scratch) {
    float[] tile = scratch.floats(Slots.X, Tiles.TILE);
    Arrays.fill(tile, 0, (int) Math.min(Tiles.TILE, to - from), value);
    for (long at = from; at < to; at += Tiles.TILE) {
      region.put(at, tile, 0, (int) Math.min(Tiles.TILE, to - at));
    }
  }
}
