package io.decant.api.image;

/**
 * Bilinear interpolation along one axis. Source: pycaffe's resize_image, which leaves images of 1
 * or 3 channels to scikit-image's resize (order 1, mode constant), and others to SciPy's zoom.
 */
final class Interpolation {
  private final int source;
  private final int[] first;
  private final double[] rest;

  private Interpolation(int source, int target, boolean centred) {
    this.source = source;
    this.first = new int[target];
    this.rest = new double[target];
    double corners = target == 1 ? 0 : (source - 1.0) / (target - 1);
    double scale = centred ? (double) source / target : corners;
    for (int i = 0; i < target; i++) {
      double place = centred ? (i + 0.5) * scale - 0.5 : i * scale;
      first[i] = (int) Math.floor(place);
      rest[i] = place - first[i];
    }
  }

  /** Returns the weight of one of the two neighbours; 0 where it lies beyond the edge. */
  private double weight(int place, int neighbour) {
    int at = first[place] + neighbour;
    if (at < 0 || at >= source) {
      return 0;
    }
    return neighbour == 0 ? 1 - rest[place] : rest[place];
  }

  static FloatImage resize(FloatImage image, int height, int width) {
    boolean centred = image.channels() == 1 || image.channels() == 3;
    Interpolation rows = new Interpolation(image.height(), height, centred);
    Interpolation columns = new Interpolation(image.width(), width, centred);
    float least = centred ? least(image.values()) : 0;
    int channels = image.channels();
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / channels;
      values[i] =
          interpolate(image, rows, columns, pixel / width, pixel % width, i % channels, least);
    }
    return new FloatImage(height, width, channels, values);
  }

  private static float interpolate(
      FloatImage image,
      Interpolation rows,
      Interpolation columns,
      int y,
      int x,
      int channel,
      float least) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double weight = rows.weight(y, i / 2) * columns.weight(x, i % 2);
      if (weight != 0) {
        float value = image.at(rows.first[y] + i / 2, columns.first[x] + i % 2, channel);
        sum += weight * ((double) value - least);
      }
    }
    return (float) (sum + least);
  }

  private static float least(float[] values) {
    float least = Float.POSITIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
    }
    return least;
  }
}
