package io.decant.data.image;

/**
 * An image of bytes, pixel by pixel, the channels of a pixel side by side: gray, or blue, green and
 * red, perhaps with opacity as a fourth. Immutable by custom: nobody writes to its bytes.
 */
public final class Image implements Pixels {
  private final ImageShape shape;
  private final byte[] bytes;

  /**
   * Wraps bytes.
   *
   * @param bytes height x width x channels of them, not copied
   */
  public Image(int height, int width, int channels, byte[] bytes) {
    this.shape = new ImageShape(channels, height, width);
    this.bytes = bytes;
    if (!shape.isPossible() || bytes.length != shape.values()) {
      throw new IllegalArgumentException(bytes.length + " bytes for an image of " + shape);
    }
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  /** Returns its bytes: row by row, pixel by pixel, channel by channel; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public void row(int channel, int y, int left, float[] target, int count) {
    int channels = shape.channels();
    int at = (y * shape.width() + left) * channels + channel;
    for (int i = 0; i < count; i++) {
      target[i] = bytes[at] & 0xff;
      at += channels;
    }
  }

  /**
   * Copies a rectangle that lies within the image.
   *
   * @param top its first row
   * @param left its first column
   */
  public Image crop(int top, int left, int height, int width) {
    int length = width * shape.channels();
    byte[] cropped = new byte[height * length];
    for (int y = 0; y < height; y++) {
      int from = ((top + y) * shape.width() + left) * shape.channels();
      System.arraycopy(bytes, from, cropped, y * length, length);
    }
    return new Image(height, width, shape.channels(), cropped);
  }
}
