package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.SoftmaxLossBackward;

/** {@link SoftmaxLossBackward}. */
final class SoftmaxLossBackwardKernel implements Kernel {
  private final LabelGeometry geometry;
  private final ChannelBlocks blocks;

  SoftmaxLossBackwardKernel(SoftmaxLossBackward spec) {
    this.geometry = spec.geometry();
    this.blocks = new ChannelBlocks(geometry.outer(), geometry.classes(), geometry.inner());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    float factor = operands[3].get(0) / operands[2].get(0);
    workers.forRanges(
        blocks.count(),
        blocks.grain(),
        (from, to, scratch) -> {
          float[] x = scratch.floats(Slots.X, blocks.size());
          for (long block = from; block < to; block++) {
            int n = blocks.width(block);
            blocks.load(operands[0], block, x);
            subtractLabels(operands[1], block, x, n, scratch);
            AxpbyKernel.scale(x, factor, blocks.channels() * n);
            blocks.store(x, operands[4], block);
          }
        });
  }

  private void subtractLabels(Region label, long block, float[] x, int n, Scratch scratch) {
    float[] labels = scratch.floats(Slots.Y, n);
    label.get(blocks.position(block), labels, 0, n);
    for (int i = 0; i < n; i++) {
      if (geometry.ignores() && labels[i] == geometry.ignored()) {
        for (int channel = 0; channel < blocks.channels(); channel++) {
          x[channel * n + i] = 0;
        }
      } else if (labels[i] >= 0 && labels[i] < geometry.classes()) {
        x[(int) labels[i] * n + i] -= 1;
      }
    }
  }
}
