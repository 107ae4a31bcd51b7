package io.decant.data.image;

/**
 * Resizes images bilinearly as OpenCV's resize does with INTER_LINEAR on bytes: weights of 11 bits,
 * pixels centred, no smoothing when an image shrinks, except that exact halves are means of four
 * pixels.
 */
public final class Resize {
  private static final int ONE = 1 << 11;

  private final int source;
  private final int[] first;
  private final int[] firstWeight;
  private final int[] secondWeight;

  /** Works out, along one axis, which two neighbours each pixel is made of, and their weights. */
  private Resize(int source, int target) {
    this.source = source;
    this.first = new int[target];
    this.firstWeight = new int[target];
    this.secondWeight = new int[target];
    double scale = 1.0 / ((double) target / source);
    for (int i = 0; i < target; i++) {
      float place = (float) ((i + 0.5) * scale - 0.5);
      first[i] = (int) Math.floor(place);
      float rest = place - first[i];
      firstWeight[i] = (int) Math.rint((1 - rest) * ONE);
      secondWeight[i] = (int) Math.rint(rest * ONE);
    }
  }

  private int at(int index) {
    return Math.max(0, Math.min(source - 1, index));
  }

  /** Returns an image with another size; the image itself when it has that size. */
  public static Image to(Image image, int height, int width) {
    ImageShape shape = image.shape();
    if (shape.height() == height && shape.width() == width) {
      return image;
    }
    byte[] pixels =
        new byte[Math.multiplyExact(Math.multiplyExact(height, width), shape.channels())];
    if (shape.height() == 2 * height && shape.width() == 2 * width) {
      halve(image, pixels);
    } else {
      resize(image, new Resize(shape.height(), height), new Resize(shape.width(), width), pixels);
    }
    return new Image(height, width, shape.channels(), pixels);
  }

  private static void halve(Image image, byte[] pixels) {
    int channels = image.shape().channels();
    int row = image.shape().width() * channels;
    byte[] bytes = image.bytes();
    int target = 0;
    for (int y = 0; y < image.shape().height(); y += 2) {
      for (int x = 0; x < row; x += 2 * channels) {
        for (int channel = 0; channel < channels; channel++) {
          int at = y * row + x + channel;
          int upper = (bytes[at] & 0xff) + (bytes[at + channels] & 0xff);
          int lower = (bytes[at + row] & 0xff) + (bytes[at + row + channels] & 0xff);
          pixels[target++] = (byte) ((upper + lower + 2) >> 2);
        }
      }
    }
  }

  private static void resize(Image image, Resize rows, Resize columns, byte[] pixels) {
    int channels = image.shape().channels();
    int length = columns.first.length * channels;
    int[] upper = new int[length];
    int[] lower = new int[length];
    int upperRow = -1;
    int lowerRow = -1;
    for (int y = 0; y < rows.first.length; y++) {
      int above = rows.at(rows.first[y]);
      int below = rows.at(rows.first[y] + 1);
      if (above == lowerRow) {
        int[] swapped = upper;
        upper = lower;
        lower = swapped;
        lowerRow = upperRow;
        upperRow = above;
      }
      if (above != upperRow) {
        columns.horizontally(image, above, upper);
        upperRow = above;
      }
      if (below != lowerRow) {
        columns.horizontally(image, below, lower);
        lowerRow = below;
      }
      int upperWeight = rows.firstWeight[y];
      int lowerWeight = rows.secondWeight[y];
      int target = y * length;
      for (int i = 0; i < length; i++) {
        int sum = ((upperWeight * (upper[i] >> 4)) >> 16) + ((lowerWeight * (lower[i] >> 4)) >> 16);
        pixels[target + i] = (byte) ((sum + 2) >> 2);
      }
    }
  }

  /** Weighs the neighbours within a row; the results have 11 bits behind the point. */
  private void horizontally(Image image, int y, int[] target) {
    int channels = image.shape().channels();
    byte[] bytes = image.bytes();
    int row = y * source * channels;
    for (int x = 0; x < first.length; x++) {
      int left = row + at(first[x]) * channels;
      int right = row + at(first[x] + 1) * channels;
      for (int channel = 0; channel < channels; channel++) {
        target[x * channels + channel] =
            (bytes[left + channel] & 0xff) * firstWeight[x]
                + (bytes[right + channel] & 0xff) * secondWeight[x];
      }
    }
  }
}
