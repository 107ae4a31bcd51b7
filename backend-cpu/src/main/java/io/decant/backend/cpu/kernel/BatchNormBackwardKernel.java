package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.BatchNormBackward;
import java.util.Optional;

/** {@link BatchNormBackward}: both sums in one pass, then the gradient. */
final class BatchNormBackwardKernel implements Kernel {
  private final BatchNormBackward spec;
  private final int channels;
  private final ChannelRuns runs;

  private BatchNormBackwardKernel(BatchNormBackward spec) {
    this.spec = spec;
    this.channels = (int) spec.channels();
    this.runs = new ChannelRuns(spec.outer(), spec.channels(), spec.inner());
  }

  /** Returns the kernel, or empty where there are too many channels. */
  static Optional<Kernel> of(BatchNormBackward spec) {
    return ChannelRuns.covers(spec.channels())
        ? Optional.of(new BatchNormBackwardKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    BatchNormRun numbers = new BatchNormRun(operands, 2, channels, spec.eps(), spec.scaled());
    double[] sums =
        runs.fold(
            operands[0],
            operands[1],
            2,
            (dy, x, from, n, state, at, channel) -> {
              prepare(numbers, dy, x, from, n, channel);
              state[at] += Sums.sum(dy, from, n);
              state[at + 1] += Sums.dot(dy, from, x, from, n);
            },
            workers);
    double share = 1.0 / runs.perChannel();
    runs.change(
        operands[0],
        operands[1],
        operands[spec.dx()],
        (dy, x, from, n, channel) -> {
          prepare(numbers, dy, x, from, n, channel);
          NormaliseBackwardKernel.correct(
              dy,
              x,
              from,
              n,
              (float) (share * sums[2 * channel]),
              (float) (share * sums[2 * channel + 1]),
              numbers.factors[channel] * numbers.scale(channel));
        },
        workers);
    for (int channel = 0; spec.scaled() && channel < channels; channel++) {
      store(operands[6], channel, (float) sums[2 * channel + 1], spec.accumulateScale());
      store(operands[7], channel, (float) sums[2 * channel], spec.accumulateShift());
    }
  }

  /** Normalises x, and rectifies the gradient as the result was. */
  private void prepare(BatchNormRun numbers, float[] dy, float[] x, int from, int n, int channel) {
    numbers.normalise(x, from, n, channel);
    if (spec.rectified()) {
      numbers.rectify(dy, x, from, n, channel);
    }
  }

  private static void store(Region target, int channel, float sum, boolean accumulate) {
    target.set(channel, accumulate ? target.get(channel) + sum : sum);
  }
}
