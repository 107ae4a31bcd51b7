package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.LstmCellBackward;

/** {@link LstmCellBackward}: the gates of a row are four channels. */
final class LstmCellBackwardKernel implements Kernel {
  private final ChannelBlocks blocks;

  LstmCellBackwardKernel(LstmCellBackward spec) {
    this.blocks = new ChannelBlocks(spec.rows(), 4, spec.hidden());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        blocks.count(),
        Math.max(1, blocks.grain() / LstmCellKernel.WEIGHT),
        (from, to, scratch) -> {
          float[] gates = scratch.floats(Slots.X, blocks.size());
          float[] cPrev = scratch.floats(Slots.Y, blocks.size());
          float[] c = scratch.floats(Slots.Z, blocks.size());
          float[] dc = scratch.floats(Slots.PLANE, blocks.size());
          float[] dh = scratch.floats(Slots.EXTRA, blocks.size());
          for (long block = from; block < to; block++) {
            int n = blocks.width(block);
            long at = blocks.position(block);
            operands[0].get(at, cPrev, 0, n);
            blocks.load(operands[1], block, gates);
            operands[2].get(at, c, 0, n);
            operands[3].get(at, dc, 0, n);
            operands[4].get(at, dh, 0, n);
            retreat(gates, cPrev, c, dc, dh, n);
            operands[5].put(at, dc, 0, n);
            blocks.store(gates, operands[6], block);
          }
        });
  }

  /** Replaces the gates by the gradients of their inputs, and dc by dcPrev. */
  private static void retreat(
      float[] gates, float[] cPrev, float[] c, float[] dc, float[] dh, int n) {
    for (int j = 0; j < n; j++) {
      float i = gates[j];
      float f = gates[n + j];
      float o = gates[2 * n + j];
      float g = gates[3 * n + j];
      float squashed = (float) Math.tanh(c[j]);
      float term = dc[j] + dh[j] * o * (1 - squashed * squashed);
      gates[j] = term * g * i * (1 - i);
      gates[n + j] = term * cPrev[j] * f * (1 - f);
      gates[2 * n + j] = dh[j] * squashed * o * (1 - o);
      gates[3 * n + j] = term * i * (1 - g * g);
      dc[j] = term * f;
    }
  }
}
