package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Unary;

/** {@link Unary}. */
final class UnaryKernel implements Kernel {
  private final long count;
  private final UnaryFunctions.TileFunction function;

  UnaryKernel(Unary spec) {
    this.count = spec.count();
    this.function = UnaryFunctions.of(spec.function(), spec.p(), spec.q());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        count,
        Tiles.GRAIN,
        (from, to, scratch) -> {
          float[] x = scratch.floats(Slots.X, Tiles.TILE);
          for (long at = from; at < to; at += Tiles.TILE) {
            int n = (int) Math.min(Tiles.TILE, to - at);
            operands[0].get(at, x, 0, n);
            function.apply(x, n);
            operands[1].put(at, x, 0, n);
          }
        });
  }
}
