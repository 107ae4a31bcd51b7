package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.SolverStep;
import io.decant.spi.op.StepSettings;
import java.util.Arrays;

/** Every {@link SolverStep}, one pass over the weights; gives the bits of its decomposition. */
final class SolverStepKernel implements Kernel {
  private final StepSettings settings;
  private final SolverRules.Rule rule;
  private final int firstHistory;
  private final int histories;
  private final float pull;

  SolverStepKernel(SolverStep spec, SolverRules.Rule rule) {
    this.settings = spec.settings();
    this.rule = rule;
    this.firstHistory = spec.firstHistory();
    this.histories = spec.histories();
    this.pull = settings.rateMultiplier() * spec.pull();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    float rate = settings.rateMultiplier() * operands[1].get(0);
    float scale = settings.gradientScale();
    if (settings.clipped()) {
      scale *= operands[2].get(0);
    }
    float factor = scale;
    float pulled = pull == 0 ? 0 : pull * operands[1].get(1);
    Region first = operands[firstHistory];
    Region second = operands[firstHistory + histories - 1];
    Region weights = operands[firstHistory + histories];
    workers.forRanges(
        settings.count(),
        Tiles.GRAIN,
        (from, to, scratch) -> {
          float[] g = scratch.floats(Slots.X, Tiles.TILE);
          float[] h = scratch.floats(Slots.Y, Tiles.TILE);
          float[] w = scratch.floats(Slots.Z, Tiles.TILE);
          float[] k = scratch.floats(Slots.EXTRA, Tiles.TILE);
          for (long at = from; at < to; at += Tiles.TILE) {
            int n = (int) Math.min(Tiles.TILE, to - at);
            operands[0].get(at, g, 0, n);
            weights.get(at, w, 0, n);
            AxpbyKernel.scale(g, factor, n);
            regularise(g, w, n);
            load(first, at, h, rule.keepsFirst(), n);
            if (histories > 1) {
              load(second, at, k, rule.keepsSecond(), n);
            }
            rule.apply(g, h, k, rate, n);
            pull(g, w, pulled, n);
            first.put(at, h, 0, n);
            if (histories > 1) {
              second.put(at, k, 0, n);
            }
            subtract(w, g, n);
            weights.put(at, w, 0, n);
            if (settings.keepsStep()) {
              operands[0].put(at, g, 0, n);
            }
          }
        });
  }

  /** A history that the rule does not keep counts as zero, whatever it holds. */
  private static void load(Region history, long at, float[] tile, boolean keeps, int n) {
    if (keeps) {
      history.get(at, tile, 0, n);
    } else {
      Arrays.fill(tile, 0, n, 0);
    }
  }

  private void regularise(float[] g, float[] w, int n) {
    float decay = settings.decay();
    if (decay != 0 && settings.l1()) {
      for (int i = 0; i < n; i++) {
        g[i] = decay * Math.signum(w[i]) + g[i];
      }
    } else if (decay != 0) {
      for (int i = 0; i < n; i++) {
        g[i] = decay * w[i] + g[i];
      }
    }
  }

  private void pull(float[] step, float[] w, float factor, int n) {
    if (pull != 0) {
      for (int i = 0; i < n; i++) {
        step[i] = factor * w[i] + step[i];
      }
    }
  }

  private static void subtract(float[] w, float[] step, int n) {
    for (int i = 0; i < n; i++) {
      w[i] -= step[i];
    }
  }
}
