package io.decant.backend.cpu.kernel;

import io.decant.spi.op.LrnGeometry;
import java.util.Arrays;

/** Arithmetic of local response normalisation on blocks (channels, n). */
final class Neighbourhood {
  private Neighbourhood() {}

  /** Sums each channel's neighbours. */
  static void sum(LrnGeometry geometry, float[] x, float[] sums, int n) {
    int channels = (int) geometry.channels();
    long before = (geometry.size() - 1) / 2;
    long behind = geometry.size() - 1 - before;
    Arrays.fill(sums, 0, channels * n, 0);
    for (int channel = 0; channel < channels; channel++) {
      int first = (int) Math.max(0, channel - before);
      int last = (int) Math.min(channels - 1, channel + behind);
      for (int other = first; other <= last; other++) {
        PaddedPlane.addTo(x, other * n, sums, channel * n, 1, n);
      }
    }
  }

  /**
   * Works out what is under the power.
   *
   * @param squares where there is room for the squares of x
   */
  static void scale(LrnGeometry geometry, float[] x, float[] squares, float[] scale, int width) {
    int n = (int) geometry.channels() * width;
    System.arraycopy(x, 0, squares, 0, n);
    UnaryFunctions.square(squares, n);
    sum(geometry, squares, scale, width);
    UnaryFunctions.affine(scale, n, geometry.alpha() / geometry.size(), geometry.k());
  }

  /** Replaces x by {@code x^-beta}; usual exponents are products of square roots. */
  static void negativePower(float[] x, int n, float beta) {
    if (beta == 0.75f) {
      for (int i = 0; i < n; i++) {
        float root = (float) Math.sqrt(x[i]);
        x[i] = 1 / (root * (float) Math.sqrt(root));
      }
    } else if (beta == 0.5f) {
      for (int i = 0; i < n; i++) {
        x[i] = 1 / (float) Math.sqrt(x[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        x[i] = (float) Math.pow(x[i], -beta);
      }
    }
  }
}
