package io.decant.api.image;

/**
 * An image of float32 values, pixel by pixel, the channels of a pixel side by side: what pycaffe
 * calls an H x W x K ndarray. Files and BufferedImages become RGB, or gray, from 0 to 1. Immutable
 * by custom: nobody writes to its values.
 */
public final class FloatImage {
  private final int height;
  private final int width;
  private final int channels;
  private final float[] values;

  /**
   * Wraps values.
   *
   * @param values height x width x channels of them, not copied
   * @throws IllegalArgumentException when an extent is below 1, or their number is another
   */
  public FloatImage(int height, int width, int channels, float[] values) {
    if (height < 1
        || width < 1
        || channels < 1
        || (long) height * width * channels != values.length) {
      throw new IllegalArgumentException(
          values.length
              + " values were given for an image of "
              + size(height, width, channels)
              + " (height, width, channels)");
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.values = values;
  }

  /** Returns the number of rows. */
  public int height() {
    return height;
  }

  /** Returns the number of columns. */
  public int width() {
    return width;
  }

  /** Returns the number of channels. */
  public int channels() {
    return channels;
  }

  /** Returns its values: row by row, pixel by pixel, channel by channel; not a copy. */
  public float[] values() {
    return values;
  }

  /** Returns a value. */
  public float at(int y, int x, int channel) {
    return values[(y * width + x) * channels + channel];
  }

  /**
   * Returns the image in another size, as pycaffe's {@code resize_image} does it: bilinearly,
   * without smoothing where it shrinks. Images of 1 or 3 channels have their pixels centred, and
   * fade to their least value beyond the edges where they grow; others have the corners in place.
   */
  public FloatImage resized(int newHeight, int newWidth) {
    return newHeight == height && newWidth == width
        ? this
        : Interpolation.resize(this, newHeight, newWidth);
  }

  /**
   * Copies a rectangle.
   *
   * @param top its first row
   * @param left its first column
   * @throws IllegalArgumentException when it does not lie within the image
   */
  public FloatImage crop(int top, int left, int rows, int columns) {
    if (top < 0 || left < 0 || rows > height - top || columns > width - left) {
      throw new IllegalArgumentException(
          "a crop of "
              + rows
              + " x "
              + columns
              + " at "
              + top
              + ", "
              + left
              + " does not lie within an image of "
              + this);
    }
    float[] cropped = new float[rows * columns * channels];
    for (int y = 0; y < rows; y++) {
      System.arraycopy(
          values,
          ((top + y) * width + left) * channels,
          cropped,
          y * columns * channels,
          columns * channels);
    }
    return new FloatImage(rows, columns, channels, cropped);
  }

  /** Returns the image with left and right exchanged. */
  public FloatImage mirrored() {
    float[] mirrored = new float[values.length];
    for (int pixel = 0; pixel < height * width; pixel++) {
      int other = pixel - pixel % width + width - 1 - pixel % width;
      System.arraycopy(values, pixel * channels, mirrored, other * channels, channels);
    }
    return new FloatImage(height, width, channels, mirrored);
  }

  private static String size(int height, int width, int channels) {
    return height + " x " + width + " x " + channels;
  }

  @Override
  public String toString() {
    return size(height, width, channels);
  }
}
