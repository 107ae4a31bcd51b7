package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Lrn;
import io.decant.spi.op.LrnGeometry;

/** {@link Lrn}. */
final class LrnKernel implements Kernel {
  private final LrnGeometry geometry;
  private final ChannelBlocks blocks;

  LrnKernel(Lrn spec) {
    this.geometry = spec.geometry();
    this.blocks = new ChannelBlocks(geometry.outer(), geometry.channels(), geometry.inner());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        blocks.count(),
        blocks.grain(),
        (from, to, scratch) -> {
          float[] x = scratch.floats(Slots.X, blocks.size());
          float[] squares = scratch.floats(Slots.Y, blocks.size());
          float[] scale = scratch.floats(Slots.Z, blocks.size());
          for (long block = from; block < to; block++) {
            int width = blocks.width(block);
            int n = blocks.channels() * width;
            blocks.load(operands[0], block, x);
            Neighbourhood.scale(geometry, x, squares, scale, width);
            Neighbourhood.negativePower(scale, n, geometry.beta());
            BinaryFunctions.multiply(x, scale, n);
            blocks.store(x, operands[1], block);
          }
        });
  }
}
