package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.LstmCell;

/** {@link LstmCell}: the gates of a row are four channels. */
final class LstmCellKernel implements Kernel {
  /** Exponentials cost about as much as ten elements of cheap arithmetic. */
  static final int WEIGHT = 10;

  private final long hidden;
  private final ChannelBlocks blocks;

  LstmCellKernel(LstmCell spec) {
    this.hidden = spec.hidden();
    this.blocks = new ChannelBlocks(spec.rows(), 4, hidden);
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        blocks.count(),
        Math.max(1, blocks.grain() / WEIGHT),
        (from, to, scratch) -> {
          float[] gates = scratch.floats(Slots.X, blocks.size());
          float[] c = scratch.floats(Slots.Y, blocks.size());
          float[] h = scratch.floats(Slots.Z, blocks.size());
          for (long block = from; block < to; block++) {
            int n = blocks.width(block);
            long at = blocks.position(block);
            operands[0].get(at, c, 0, n);
            blocks.load(operands[1], block, gates);
            advance(gates, operands[2].get(at / hidden), c, h, n);
            blocks.store(gates, operands[3], block);
            operands[4].put(at, c, 0, n);
            operands[5].put(at, h, 0, n);
          }
        });
  }

  private static void advance(float[] gates, float cont, float[] c, float[] h, int n) {
    for (int j = 0; j < n; j++) {
      float i = (float) UnaryFunctions.sigmoid(gates[j]);
      float f = cont == 0 ? 0 : cont * (float) UnaryFunctions.sigmoid(gates[n + j]);
      float o = (float) UnaryFunctions.sigmoid(gates[2 * n + j]);
      float g = (float) Math.tanh(gates[3 * n + j]);
      gates[j] = i;
      gates[n + j] = f;
      gates[2 * n + j] = o;
      gates[3 * n + j] = g;
      c[j] = f * c[j] + i * g;
      h[j] = o * (float) Math.tanh(c[j]);
    }
  }
}
