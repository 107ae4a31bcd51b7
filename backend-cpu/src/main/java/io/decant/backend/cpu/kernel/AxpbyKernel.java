package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Axpby;

/** {@link Axpby}. */
final class AxpbyKernel implements Kernel {
  private final Axpby spec;

  AxpbyKernel(Axpby spec) {
    this.spec = spec;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    int next = 1;
    float alpha = spec.alpha();
    float beta = spec.beta();
    if (spec.alphaScalar()) {
      alpha *= operands[next++].get(0);
    }
    if (spec.betaScalar()) {
      float factor = operands[next++].get(0);
      beta = spec.beta() == 0 ? 0 : beta * factor;
    }
    Region x = operands[0];
    Region y = operands[next];
    float a = alpha;
    float b = beta;
    workers.forRanges(
        spec.count(),
        Tiles.GRAIN,
        (from, to, scratch) -> {
          float[] xs = scratch.floats(Slots.X, Tiles.TILE);
          float[] ys = scratch.floats(Slots.Y, Tiles.TILE);
          for (long at = from; at < to; at += Tiles.TILE) {
            int n = (int) Math.min(Tiles.TILE, to - at);
            x.get(at, xs, 0, n);
            if (spec.beta() == 0) {
              scale(xs, a, n);
            } else {
              y.get(at, ys, 0, n);
              combine(xs, a, ys, b, n);
            }
            y.put(at, xs, 0, n);
          }
        });
  }

  static void scale(float[] x, float a, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = a * x[i];
    }
  }

  static void combine(float[] x, float a, float[] y, float b, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = a * x[i] + b * y[i];
    }
  }
}
