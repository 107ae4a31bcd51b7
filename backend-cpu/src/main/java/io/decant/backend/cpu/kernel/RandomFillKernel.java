package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.RandomFill;

/** {@link RandomFill}. */
final class RandomFillKernel implements Kernel {
  private static final float UNIT = 0x1p-24f;

  private final RandomFill spec;

  RandomFillKernel(RandomFill spec) {
    this.spec = spec;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    int iteration = operands[0].getInt(0);
    int subIteration = operands[0].getInt(1);
    workers.forRanges(
        spec.count(),
        Tiles.GRAIN,
        (from, to, scratch) -> {
          float[] y = scratch.floats(Slots.X, Tiles.TILE);
          for (long at = from; at < to; at += Tiles.TILE) {
            fill(y, (spec.first() + at) / 4, iteration, subIteration);
            operands[1].put(at, y, 0, (int) Math.min(Tiles.TILE, to - at));
          }
        });
  }

  /** Fills a whole tile from consecutive blocks. */
  private void fill(float[] y, long firstBlock, int iteration, int subIteration) {
    int[] counter = {0, spec.stream(), iteration, subIteration};
    int[] words = new int[4];
    for (int i = 0; i < Tiles.TILE; i += 4) {
      counter[0] = (int) (firstBlock + i / 4);
      Philox.block(counter, (int) spec.seed(), (int) (spec.seed() >>> 32), words);
      switch (spec.distribution()) {
        case UNIFORM -> uniform(words, y, i);
        case BERNOULLI -> bernoulli(words, y, i);
        case GAUSSIAN -> {
          gaussian(words[0], words[1], y, i);
          gaussian(words[2], words[3], y, i + 2);
        }
      }
    }
  }

  private void uniform(int[] words, float[] y, int at) {
    for (int i = 0; i < 4; i++) {
      y[at + i] = spec.p() + (spec.q() - spec.p()) * unit(words[i]);
    }
  }

  private void bernoulli(int[] words, float[] y, int at) {
    int bits = Float.floatToRawIntBits(spec.q());
    for (int i = 0; i < 4; i++) {
      int set = unit(words[i]) < spec.p() ? bits : 0;
      y[at + i] = Float.intBitsToFloat(set);
    }
  }

  private void gaussian(int word0, int word1, float[] y, int at) {
    double radius = Math.sqrt(-2 * Math.log1p(-unit(word0)));
    double angle = 2 * Math.PI * unit(word1);
    y[at] = (float) (spec.p() + spec.q() * radius * Math.cos(angle));
    y[at + 1] = (float) (spec.p() + spec.q() * radius * Math.sin(angle));
  }

  private static float unit(int word) {
    return (word >>> 8) * UNIT;
  }
}
