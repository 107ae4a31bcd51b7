package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Normalise;
import java.util.Optional;

/** {@link Normalise}. */
final class NormaliseKernel implements Kernel {
  private final Normalise spec;
  private final ChannelRuns runs;

  private NormaliseKernel(Normalise spec) {
    this.spec = spec;
    this.runs = new ChannelRuns(spec.outer(), spec.channels(), spec.inner());
  }

  /** Returns the kernel, or empty where there are too many channels. */
  static Optional<Kernel> of(Normalise spec) {
    return ChannelRuns.covers(spec.channels())
        ? Optional.of(new NormaliseKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    int channels = (int) spec.channels();
    float[] means = new float[channels];
    operands[1].get(0, means, 0, channels);
    float[] factors = factors(operands[2], channels, spec.eps());
    runs.change(
        operands[0],
        operands[0],
        operands[3],
        (x, y, from, n, channel) -> centre(x, from, n, means[channel], factors[channel]),
        workers);
  }

  /** Returns {@code 1 / sqrt(variance + eps)} of each channel. */
  static float[] factors(Region variances, int channels, float eps) {
    float[] factors = new float[channels];
    variances.get(0, factors, 0, channels);
    for (int channel = 0; channel < channels; channel++) {
      factors[channel] = (float) (1 / Math.sqrt((double) factors[channel] + eps));
    }
    return factors;
  }

  static void centre(float[] x, int from, int n, float mean, float factor) {
    for (int i = from; i < from + n; i++) {
      x[i] = (x[i] - mean) * factor;
    }
  }
}
