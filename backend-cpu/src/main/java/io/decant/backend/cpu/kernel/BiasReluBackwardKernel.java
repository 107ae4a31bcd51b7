package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.BiasReluBackward;
import java.util.Optional;

/** {@link BiasReluBackward}: sums while a run is in the cache. */
final class BiasReluBackwardKernel implements Kernel {
  private static final ChannelRuns.Fold RECTIFIED =
      (dy, s, from, n, state, at, channel) -> {
        for (int i = from; i < from + n; i++) {
          dy[i] = dy[i] * UnaryFunctions.step(s[i]);
        }
        state[at] += Sums.sum(dy, from, n);
      };

  private final BiasReluBackward spec;
  private final ChannelRuns runs;

  private BiasReluBackwardKernel(BiasReluBackward spec) {
    this.spec = spec;
    this.runs = new ChannelRuns(spec.outer(), spec.channels(), spec.inner());
  }

  /** Returns the kernel, or empty where there are too many channels. */
  static Optional<Kernel> of(BiasReluBackward spec) {
    return ChannelRuns.covers(spec.channels())
        ? Optional.of(new BiasReluBackwardKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    double[] sums = runs.fold(operands[0], operands[1], operands[3], 2, RECTIFIED, workers);
    Region bias = operands[2];
    for (int channel = 0; channel < spec.channels(); channel++) {
      float sum = (float) sums[2 * channel];
      bias.set(channel, spec.accumulate() ? bias.get(channel) + sum : sum);
    }
  }
}
