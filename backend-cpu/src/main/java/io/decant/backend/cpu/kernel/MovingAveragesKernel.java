package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.MovingAverages;

/** {@link MovingAverages}. */
final class MovingAveragesKernel implements Kernel {
  private final MovingAverages spec;

  MovingAveragesKernel(MovingAverages spec) {
    this.spec = spec;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        spec.channels(),
        Tiles.GRAIN,
        (from, to, scratch) -> {
          for (long channel = from; channel < to; channel++) {
            take(operands[0], 1, operands[2], channel);
            take(operands[1], spec.correction(), operands[3], channel);
          }
        });
    operands[4].set(0, spec.fraction() * operands[4].get(0) + 1);
  }

  private void take(Region statistics, float factor, Region sums, long channel) {
    float now = factor * statistics.get(channel);
    boolean forgets = spec.fraction() == 0;
    sums.set(channel, forgets ? now : now + spec.fraction() * sums.get(channel));
  }
}
