package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ChannelMoments;
import java.util.Optional;

/**
 * {@link ChannelMoments} in one pass: each run's mean and squared distances from it, merged as by
 * Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample
 * variances", 1979.
 */
final class ChannelMomentsKernel implements Kernel {
  private static final int WIDTH = 3;

  private final ChannelRuns runs;
  private final int channels;

  private ChannelMomentsKernel(ChannelMoments spec) {
    this.runs = new ChannelRuns(spec.outer(), spec.channels(), spec.inner());
    this.channels = (int) spec.channels();
  }

  /** Returns the kernel, or empty where there are too many channels. */
  static Optional<Kernel> of(ChannelMoments spec) {
    return ChannelRuns.covers(spec.channels())
        ? Optional.of(new ChannelMomentsKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    double[] states = runs.fold(operands[0], operands[0], WIDTH, new Moments(), workers);
    for (int channel = 0; channel < channels; channel++) {
      double count = states[channel * WIDTH];
      operands[1].set(channel, (float) (count > 0 ? states[channel * WIDTH + 1] : Double.NaN));
      operands[2].set(channel, (float) (states[channel * WIDTH + 2] / count));
    }
  }

  /** State: number of elements, their mean, the sum of their squared distances from it. */
  private static final class Moments implements ChannelRuns.Fold {
    @Override
    public void take(float[] x, float[] y, int from, int n, double[] state, int at, int channel) {
      double mean = (double) Sums.sum(x, from, n) / n;
      merge(state, at, n, mean, Sums.squaredDistances(x, from, n, (float) mean));
    }

    @Override
    public void merge(double[] state, int earlier, int later) {
      merge(state, earlier, state[later], state[later + 1], state[later + 2]);
    }

    private static void merge(double[] state, int at, double n, double mean, double squares) {
      double count = state[at];
      double all = count + n;
      if (all > 0) {
        double distance = mean - state[at + 1];
        state[at] = all;
        state[at + 1] += distance * n / all;
        state[at + 2] += squares + distance * distance * count * n / all;
      }
    }
  }
}
