package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;

/** The numbers of each channel that batch normalisation works with, and its steps over a run. */
final class BatchNormRun {
  private final float[] means;
  private final float[] scales;
  private final float[] shifts;

  /** {@code 1 / sqrt(variance + eps)} of each channel. */
  final float[] factors;

  /**
   * Loads the numbers.
   *
   * @param first which operand is the mean; variance, scale and shift follow
   */
  BatchNormRun(Region[] operands, int first, int channels, float eps, boolean scaled) {
    this.means = load(operands[first], channels);
    this.factors = NormaliseKernel.factors(operands[first + 1], channels, eps);
    this.scales = scaled ? load(operands[first + 2], channels) : new float[0];
    this.shifts = scaled ? load(operands[first + 3], channels) : new float[0];
  }

  private static float[] load(Region region, int channels) {
    float[] numbers = new float[channels];
    region.get(0, numbers, 0, channels);
    return numbers;
  }

  /** Returns whether there is a scale. */
  boolean scaled() {
    return scales.length > 0;
  }

  /** Returns the scale of a channel; 1 where there is none. */
  float scale(int channel) {
    return scaled() ? scales[channel] : 1;
  }

  /** Replaces x by what it is normalised to. */
  void normalise(float[] x, int from, int n, int channel) {
    NormaliseKernel.centre(x, from, n, means[channel], factors[channel]);
  }

  /** Replaces what is normalised by its product with the scale plus the shift, if there are any. */
  void scale(float[] x, int from, int n, int channel) {
    if (scaled()) {
      ScaleShiftKernel.affine(x, from, n, scales[channel], shifts[channel]);
    }
  }

  /** Sets a gradient to 0 where what was rectified, from x normalised, is not positive. */
  void rectify(float[] dy, float[] normalised, int from, int n, int channel) {
    float scale = scale(channel);
    float shift = scaled() ? shifts[channel] : 0;
    for (int i = from; i < from + n; i++) {
      dy[i] = dy[i] * UnaryFunctions.step(normalised[i] * scale + shift);
    }
  }
}
