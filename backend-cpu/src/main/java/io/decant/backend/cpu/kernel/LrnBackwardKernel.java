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
          float[] dy = scratch.floats(Slots.X, blocks.size());
          float[] x = scratch.floats(Slots.Y, blocks.size());
          float[] scale = scratch.floats(Slots.Z, blocks.size());
          float[] power = scratch.floats(Slots.STAGE, blocks.size());
          float[] ratio = scratch.floats(Slots.EXTRA, blocks.size());
          for (long block = from; block < to; block++) {
            int width = blocks.width(block);
            int n = blocks.channels() * width;
            blocks.load(operands[0], block, dy);
            blocks.load(operands[1], block, x);
            Neighbourhood.scale(geometry, x, ratio, scale, width);
            System.arraycopy(scale, 0, power, 0, n);
            Neighbourhood.negativePower(power, n, geometry.beta());
            System.arraycopy(x, 0, ratio, 0, n);
            BinaryFunctions.multiply(ratio, power, n);
            BinaryFunctions.multiply(ratio, dy, n);
            BinaryFunctions.divide(ratio, scale, n);
            float[] sums = scale;
            Neighbourhood.sum(geometry, ratio, sums, width);
            BinaryFunctions.multiply(sums, x, n);
            BinaryFunctions.multiply(dy, power, n);
            AxpbyKernel.combine(sums, factor, dy, 1, n);
            blocks.store(sums, operands[2], block);
          }
        });
  }
}
