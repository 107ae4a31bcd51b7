package io.decant.cli.inspect;

import io.decant.proto.io.BlobData;
import java.util.List;

/** What is done to each channel: multiplied by a factor, then an offset added. Immutable. */
final class ChannelMap {
  private final double[] factors;
  private final double[] offsets;

  private ChannelMap(double[] factors, double[] offsets) {
    this.factors = factors;
    this.offsets = offsets;
  }

  /**
   * Returns what a BatchNorm layer does in phase TEST.
   *
   * @param blobs sums of means and variances, and what they are divided by
   */
  static ChannelMap ofBatchNorm(List<float[]> blobs, float epsilon) {
    double divisor = blobs.get(2)[0] == 0 ? 0 : 1.0 / blobs.get(2)[0];
    int channels = blobs.get(0).length;
    double[] factors = new double[channels];
    double[] offsets = new double[channels];
    for (int i = 0; i < channels; i++) {
      factors[i] = 1 / Math.sqrt(divisor * blobs.get(1)[i] + epsilon);
      offsets[i] = -divisor * blobs.get(0)[i] * factors[i];
    }
    return new ChannelMap(factors, offsets);
  }

  /**
   * Returns what a Scale layer does.
   *
   * @param blobs factors, and offsets if it has any
   */
  static ChannelMap ofScale(List<float[]> blobs) {
    int channels = blobs.get(0).length;
    double[] factors = new double[channels];
    double[] offsets = new double[channels];
    for (int i = 0; i < channels; i++) {
      factors[i] = blobs.get(0)[i];
      offsets[i] = blobs.size() > 1 ? blobs.get(1)[i] : 0;
    }
    return new ChannelMap(factors, offsets);
  }

  /** Returns this, then another. */
  ChannelMap then(ChannelMap next) {
    double[] both = factors.clone();
    double[] sums = offsets.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] *= next.factors[i];
      sums[i] = sums[i] * next.factors[i] + next.offsets[i];
    }
    return new ChannelMap(both, sums);
  }

  /**
   * Returns weights, the channels of their outputs first, and a bias, that do this as well.
   *
   * @param blobs weights, and a bias if there is one
   */
  List<BlobData> apply(List<BlobData> blobs) {
    float[] weights = blobs.get(0).data().clone();
    float[] bias = new float[factors.length];
    int row = weights.length / factors.length;
    for (int channel = 0; channel < factors.length; channel++) {
      for (int i = 0; i < row; i++) {
        int at = channel * row + i;
        weights[at] = (float) (weights[at] * factors[channel]);
      }
      double old = blobs.size() > 1 ? blobs.get(1).data()[channel] : 0;
      bias[channel] = (float) (old * factors[channel] + offsets[channel]);
    }
    return List.of(
        new BlobData(blobs.get(0).shape(), weights), new BlobData(new long[] {bias.length}, bias));
  }
}
