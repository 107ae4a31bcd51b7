package io.decant.data.image;

/**
 * Converts the components of JPEGs to blue, green and red, or to gray, with the fixed-point
 * formulas of libjpeg, and for four inks those of OpenCV.
 */
final class JpegColours {
  private static final int HALF = 1 << 15;
  private static final int RED_OF_CR = fixed(1.40200);
  private static final int BLUE_OF_CB = fixed(1.77200);
  private static final int GREEN_OF_CR = -fixed(0.71414);
  private static final int GREEN_OF_CB = -fixed(0.34414);

  private JpegColours() {}

  private static int fixed(double factor) {
    return (int) (factor * (1 << 16) + 0.5);
  }

  private static int limit(int value) {
    return Math.max(0, Math.min(255, value));
  }

  /**
   * Converts all pixels.
   *
   * @param samples components of each pixel side by side
   * @param bands how many: 1, 3 or 4
   * @param transformed whether the first three are luminance and differences of colour
   * @param pixels takes the channels of each pixel side by side
   * @param channels how many: 1 or 3
   */
  static void convert(byte[] samples, int bands, boolean transformed, byte[] pixels, int channels) {
    if (bands == 1) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = samples[i / channels];
      }
    } else if (bands == 3 && transformed && channels == 1) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = samples[3 * i];
      }
    } else {
      int[] red = new int[4];
      for (int i = 0; i < pixels.length / channels; i++) {
        colour(samples, i * bands, bands, transformed, red);
        put(red, pixels, i * channels, channels);
      }
    }
  }

  /** Gives red, green and blue, or the inks in their place and black. */
  private static void colour(byte[] samples, int at, int bands, boolean transformed, int[] red) {
    int first = samples[at] & 0xff;
    int second = samples[at + 1] & 0xff;
    int third = samples[at + 2] & 0xff;
    if (transformed) {
      int blueness = second - 128;
      int redness = third - 128;
      int r = limit(first + ((RED_OF_CR * redness + HALF) >> 16));
      int g = limit(first + ((GREEN_OF_CB * blueness + GREEN_OF_CR * redness + HALF) >> 16));
      int b = limit(first + ((BLUE_OF_CB * blueness + HALF) >> 16));
      boolean inks = bands == 4;
      red[0] = inks ? 255 - r : r;
      red[1] = inks ? 255 - g : g;
      red[2] = inks ? 255 - b : b;
    } else {
      red[0] = first;
      red[1] = second;
      red[2] = third;
    }
    if (bands == 4) {
      int black = samples[at + 3] & 0xff;
      for (int i = 0; i < 3; i++) {
        red[i] = black - (((255 - red[i]) * black) >> 8);
      }
    }
  }

  private static void put(int[] red, byte[] pixels, int at, int channels) {
    if (channels == 3) {
      pixels[at] = (byte) red[2];
      pixels[at + 1] = (byte) red[1];
      pixels[at + 2] = (byte) red[0];
    } else {
      pixels[at] = (byte) Luminance.of(red[0], red[1], red[2]);
    }
  }
}
