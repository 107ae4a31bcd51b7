package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.SoftmaxBackward;
import java.util.Arrays;

/** {@link SoftmaxBackward}. */
final class SoftmaxBackwardKernel implements Kernel {
  private final ChannelBlocks blocks;

  SoftmaxBackwardKernel(SoftmaxBackward spec) {
    this.blocks = new ChannelBlocks(spec.outer(), spec.channels(), spec.inner());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        blocks.count(),
        blocks.grain(),
        (from, to, scratch) -> {
          float[] y = scratch.floats(Slots.X, blocks.size());
          float[] dy = scratch.floats(Slots.Y, blocks.size());
          for (long block = from; block < to; block++) {
            int n = blocks.width(block);
            blocks.load(operands[0], block, y);
            blocks.load(operands[1], block, dy);
            backward(y, dy, blocks.channels(), n, scratch.floats(Slots.Z, n));
            blocks.store(dy, operands[2], block);
          }
        });
  }

  private static void backward(float[] y, float[] dy, int channels, int n, float[] dots) {
    Arrays.fill(dots, 0, n, 0);
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < n; i++) {
        dots[i] += y[channel * n + i] * dy[channel * n + i];
      }
    }
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < n; i++) {
        dy[channel * n + i] = y[channel * n + i] * (dy[channel * n + i] - dots[i]);
      }
    }
  }
}
