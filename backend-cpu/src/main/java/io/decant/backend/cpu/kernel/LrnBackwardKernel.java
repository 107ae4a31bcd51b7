package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.LrnBackward;
import io.decant.spi.op.LrnGeometry;

/** {@link LrnBackward}. */
final class LrnBackwardKernel implements Kernel {
  private final LrnGeometry geometry;
  private final ChannelBlocks blocks;

  LrnBackwardKernel(LrnBackward spec) {
    this.geometry = spec.geometry();
    this.blocks = new ChannelBlocks(geometry.outer(), geometry.channels(), geometry.inner());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    float factor = -2 * geometry.alpha() * geometry.beta() / geometry.size();
    workers.forRanges(
        blocks.count(),
        blocks.grain(),
        (from, to, scratch) -> {
          float[] ratio = scratch.floats(Slots.X, blocks.size());
          float[] sums = scratch.floats(Slots.Y, blocks.size());
          float[] scale = scratch.floats(Slots.Z, blocks.size());
          float[] dy = scratch.floats(Slots.EXTRA, blocks.size());
          for (long block = from; block < to; block++) {
            int width = blocks.width(block);
            int n = blocks.channels() * width;
            blocks.load(operands[1], block, scale);
            blocks.load(operands[2], block, ratio);
            blocks.load(operands[3], block, dy);
            BinaryFunctions.multiply(ratio, dy, n);
            BinaryFunctions.divide(ratio, scale, n);
            Neighbourhood.sum(geometry, ratio, sums, width);
            blocks.load(operands[0], block, ratio);
            BinaryFunctions.multiply(sums, ratio, n);
            Neighbourhood.negativePower(scale, n, geometry.beta());
            BinaryFunctions.multiply(dy, scale, n);
            AxpbyKernel.combine(sums, factor, dy, 1, n);
            blocks.store(sums, operands[4], block);
          }
        });
  }
}
