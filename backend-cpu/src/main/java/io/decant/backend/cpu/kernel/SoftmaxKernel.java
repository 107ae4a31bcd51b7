package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Softmax;
import java.util.Arrays;

/** {@link Softmax}. */
final class SoftmaxKernel implements Kernel {
  private final ChannelBlocks blocks;

  SoftmaxKernel(Softmax spec) {
    this.blocks = new ChannelBlocks(spec.outer(), spec.channels(), spec.inner());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        blocks.count(),
        Math.max(1, blocks.grain() / 8),
        (from, to, scratch) -> {
          float[] x = scratch.floats(Slots.X, blocks.size());
          for (long block = from; block < to; block++) {
            blocks.load(operands[0], block, x);
            if (blocks.width(block) == 1) {
              normalise(x, blocks.channels());
            } else {
              normalise(x, blocks.channels(), blocks.width(block), scratch);
            }
            blocks.store(x, operands[1], block);
          }
        });
  }

  /** Channels that lie side by side. */
  private static void normalise(float[] x, int channels) {
    float largest = Sums.max(x, 0, channels, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < channels; i++) {
      x[i] = (float) Math.exp(x[i] - largest);
    }
    float sum = Sums.sum(x, 0, channels);
    for (int i = 0; i < channels; i++) {
      x[i] /= sum;
    }
  }

  private static void normalise(float[] x, int channels, int n, Scratch scratch) {
    float[] statistic = scratch.floats(Slots.Y, n);
    Arrays.fill(statistic, 0, n, Float.NEGATIVE_INFINITY);
    for (int channel = 0; channel < channels; channel++) {
      Reducer.MAX.combine(statistic, x, channel * n, n);
    }
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < n; i++) {
        x[channel * n + i] = (float) Math.exp(x[channel * n + i] - statistic[i]);
      }
    }
    Arrays.fill(statistic, 0, n, 0);
    for (int channel = 0; channel < channels; channel++) {
      Reducer.SUM.combine(statistic, x, channel * n, n);
    }
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < n; i++) {
        x[channel * n + i] /= statistic[i];
      }
    }
  }
}
