package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Sum;

/** {@link Sum}: all of it while a tile is in the cache. */
final class SumKernel implements Kernel {
  private final Sum spec;

  SumKernel(Sum spec) {
    this.spec = spec;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    int terms = spec.terms();
    workers.forRanges(
        spec.count(),
        Tiles.GRAIN,
        (from, to, scratch) -> {
          float[] sum = scratch.floats(Slots.X, Tiles.TILE);
          float[] next = scratch.floats(Slots.Y, Tiles.TILE);
          for (long at = from; at < to; at += Tiles.TILE) {
            int n = (int) Math.min(Tiles.TILE, to - at);
            operands[0].get(at, sum, 0, n);
            for (int term = 1; term < terms; term++) {
              operands[term].get(at, next, 0, n);
              BinaryFunctions.add(sum, next, n);
            }
            switch (spec.then()) {
              case NOTHING -> {}
              case RELU -> UnaryFunctions.relu(sum, 0, n, 0);
              case RELU_BACKWARD -> {
                operands[terms].get(at, next, 0, n);
                UnaryFunctions.reluSlope(next, n, 0);
                BinaryFunctions.multiply(sum, next, n);
              }
            }
            operands[operands.length - 1].put(at, sum, 0, n);
          }
        });
  }
}
