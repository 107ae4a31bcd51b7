package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.SgdStep;

/** {@link SgdStep}; gives the bits of its decomposition. */
final class SgdStepKernel implements Kernel {
  private final SgdStep spec;

  SgdStepKernel(SgdStep spec) {
    this.spec = spec;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    float rate = spec.rateMultiplier() * operands[1].get(0);
    float scale = spec.gradientScale();
    if (spec.clipped()) {
      scale *= operands[2].get(0);
    }
    Region history = operands[spec.clipped() ? 3 : 2];
    Region weights = operands[spec.clipped() ? 4 : 3];
    float factor = scale;
    workers.forRanges(
        spec.count(),
        Tiles.GRAIN,
        (from, to, scratch) -> {
          float[] g = scratch.floats(Slots.X, Tiles.TILE);
          float[] h = scratch.floats(Slots.Y, Tiles.TILE);
          float[] w = scratch.floats(Slots.Z, Tiles.TILE);
          for (long at = from; at < to; at += Tiles.TILE) {
            int n = (int) Math.min(Tiles.TILE, to - at);
            operands[0].get(at, g, 0, n);
            weights.get(at, w, 0, n);
            AxpbyKernel.scale(g, factor, n);
            if (spec.decay() != 0) {
              regularise(g, w, n);
            }
            if (spec.momentum() == 0) {
              AxpbyKernel.scale(g, rate, n);
            } else {
              history.get(at, h, 0, n);
              AxpbyKernel.combine(g, rate, h, spec.momentum(), n);
            }
            history.put(at, g, 0, n);
            subtract(w, g, n);
            weights.put(at, w, 0, n);
          }
        });
  }

  private void regularise(float[] g, float[] w, int n) {
    float decay = spec.decay();
    if (spec.l1()) {
      for (int i = 0; i < n; i++) {
        g[i] = decay * Math.signum(w[i]) + g[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        g[i] = decay * w[i] + g[i];
      }
    }
  }

  private static void subtract(float[] w, float[] step, int n) {
    for (int i = 0; i < n; i++) {
      w[i] -= step[i];
    }
  }
}
