package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.NormaliseBackward;
import java.util.Optional;

/** {@link NormaliseBackward}: both sums in one pass, then the gradient. */
final class NormaliseBackwardKernel implements Kernel {
  private static final ChannelRuns.Fold SUMS =
      (dy, y, from, n, state, at, channel) -> {
        state[at] += Sums.sum(dy, from, n);
        state[at + 1] += Sums.dot(dy, from, y, from, n);
      };

  private final NormaliseBackward spec;
  private final ChannelRuns runs;

  private NormaliseBackwardKernel(NormaliseBackward spec) {
    this.spec = spec;
    this.runs = new ChannelRuns(spec.outer(), spec.channels(), spec.inner());
  }

  /** Returns the kernel, or empty where there are too many channels. */
  static Optional<Kernel> of(NormaliseBackward spec) {
    return ChannelRuns.covers(spec.channels())
        ? Optional.of(new NormaliseBackwardKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    double[] sums = runs.fold(operands[0], operands[1], 2, SUMS, workers);
    float[] factors = NormaliseKernel.factors(operands[2], (int) spec.channels(), spec.eps());
    double share = 1.0 / runs.perChannel();
    runs.change(
        operands[0],
        operands[1],
        operands[3],
        (dy, y, from, n, channel) ->
            correct(
                dy,
                y,
                from,
                n,
                (float) (share * sums[2 * channel]),
                (float) (share * sums[2 * channel + 1]),
                factors[channel]),
        workers);
  }

  static void correct(
      float[] dy, float[] y, int from, int n, float mean, float slope, float factor) {
    for (int i = from; i < from + n; i++) {
      dy[i] = (dy[i] - (mean + slope * y[i])) * factor;
    }
  }
}
