package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Broadcast;

/** {@link Broadcast}: y is laid out tile by tile. */
final class BroadcastKernel implements Kernel {
  private final long count;
  private final Repeats repeats;
  private final BinaryFunctions.TileFunction function;

  BroadcastKernel(Broadcast spec) {
    this.count = spec.outer() * spec.middle() * spec.inner();
    this.repeats =
        new Repeats(
            spec.outer(),
            spec.middle(),
            spec.inner(),
            spec.hasOuter(),
            spec.hasMiddle(),
            spec.hasInner());
    this.function = BinaryFunctions.of(spec.function());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        count,
        Tiles.GRAIN,
        (from, to, scratch) -> {
          float[] x = scratch.floats(Slots.X, Tiles.TILE);
          float[] y = scratch.floats(Slots.Y, Tiles.TILE);
          for (long at = from; at < to; at += Tiles.TILE) {
            int n = (int) Math.min(Tiles.TILE, to - at);
            operands[0].get(at, x, 0, n);
            repeats.expand(operands[1], at, y, n);
            function.apply(x, y, n);
            operands[2].put(at, x, 0, n);
          }
        });
  }
}
