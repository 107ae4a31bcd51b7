package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ScaleShift;
import java.util.Optional;

/** {@link ScaleShift}. */
final class ScaleShiftKernel implements Kernel {
  private final int channels;
  private final ChannelRuns runs;

  private ScaleShiftKernel(ScaleShift spec) {
    this.channels = (int) spec.channels();
    this.runs = new ChannelRuns(spec.outer(), spec.channels(), spec.inner());
  }

  /** Returns the kernel, or empty where there are too many channels. */
  static Optional<Kernel> of(ScaleShift spec) {
    return ChannelRuns.covers(spec.channels())
        ? Optional.of(new ScaleShiftKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    operands[1].get(0, scale, 0, channels);
    operands[2].get(0, shift, 0, channels);
    runs.change(
        operands[0],
        operands[0],
        operands[3],
        (x, y, from, n, channel) -> affine(x, from, n, scale[channel], shift[channel]),
        workers);
  }

  static void affine(float[] x, int from, int n, float scale, float shift) {
    for (int i = from; i < from + n; i++) {
      x[i] = x[i] * scale + shift;
    }
  }
}
