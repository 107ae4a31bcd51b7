package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ChannelDot;
import java.util.Optional;

/** {@link ChannelDot}. */
final class ChannelDotKernel implements Kernel {
  private static final ChannelRuns.Fold DOT =
      (x, y, from, n, state, at, channel) -> state[at] += Sums.dot(x, from, y, from, n);

  private final ChannelDot spec;
  private final ChannelRuns runs;

  private ChannelDotKernel(ChannelDot spec) {
    this.spec = spec;
    this.runs = new ChannelRuns(spec.outer(), spec.channels(), spec.inner());
  }

  /** Returns the kernel, or empty where there are too many channels. */
  static Optional<Kernel> of(ChannelDot spec) {
    return ChannelRuns.covers(spec.channels())
        ? Optional.of(new ChannelDotKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    double[] sums = runs.fold(operands[0], operands[1], 2, DOT, workers);
    Region z = operands[2];
    for (int channel = 0; channel < spec.channels(); channel++) {
      float sum = (float) sums[2 * channel];
      z.set(channel, spec.accumulate() ? z.get(channel) + sum : sum);
    }
  }
}
