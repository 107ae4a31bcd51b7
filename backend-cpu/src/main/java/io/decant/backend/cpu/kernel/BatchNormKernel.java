package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.BatchNorm;
import java.util.Optional;

/** {@link BatchNorm}: all of it while a run is in the cache. */
final class BatchNormKernel implements Kernel {
  private final BatchNorm spec;
  private final ChannelRuns runs;

  private BatchNormKernel(BatchNorm spec) {
    this.spec = spec;
    this.runs = new ChannelRuns(spec.outer(), spec.channels(), spec.inner());
  }

  /** Returns the kernel, or empty where there are too many channels. */
  static Optional<Kernel> of(BatchNorm spec) {
    return ChannelRuns.covers(spec.channels())
        ? Optional.of(new BatchNormKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    BatchNormRun numbers =
        new BatchNormRun(operands, 1, (int) spec.channels(), spec.eps(), spec.scaled());
    runs.change(
        operands[0],
        spec.added() ? operands[spec.summand()] : operands[0],
        operands[spec.y()],
        (x, other, from, n, channel) -> {
          numbers.normalise(x, from, n, channel);
          numbers.scale(x, from, n, channel);
          if (spec.added()) {
            add(x, other, from, n);
          }
          if (spec.rectified()) {
            UnaryFunctions.relu(x, from, n, 0);
          }
        },
        workers);
  }

  private static void add(float[] x, float[] other, int from, int n) {
    for (int i = from; i < from + n; i++) {
      x[i] = x[i] + other[i];
    }
  }
}
