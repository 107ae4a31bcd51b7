package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ReluBackward;

/** {@link ReluBackward}. */
final class ReluBackwardKernel implements Kernel {
  private final ReluBackward spec;

  ReluBackwardKernel(ReluBackward spec) {
    this.spec = spec;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        spec.count(),
        Tiles.GRAIN,
        (from, to, scratch) -> {
          float[] sign = scratch.floats(Slots.X, Tiles.TILE);
          float[] dy = scratch.floats(Slots.Y, Tiles.TILE);
          for (long at = from; at < to; at += Tiles.TILE) {
            int n = (int) Math.min(Tiles.TILE, to - at);
            operands[1].get(at, sign, 0, n);
            operands[0].get(at, dy, 0, n);
            UnaryFunctions.reluSlope(sign, n, spec.slope());
            BinaryFunctions.multiply(dy, sign, n);
            operands[2].put(at, dy, 0, n);
          }
        });
  }
}
