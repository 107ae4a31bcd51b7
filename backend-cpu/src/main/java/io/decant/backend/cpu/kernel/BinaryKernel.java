package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Binary;

/** {@link Binary}. */
final class BinaryKernel implements Kernel {
  private final long count;
  private final BinaryFunctions.TileFunction function;

  BinaryKernel(Binary spec) {
    this.count = spec.count();
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
            operands[1].get(at, y, 0, n);
            function.apply(x, y, n);
            operands[2].put(at, x, 0, n);
          }
        });
  }
}
