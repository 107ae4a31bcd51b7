package io.decant.data.image;

/** The values of an image, wherever they are kept: by channel, row and column. */
public interface Pixels {
  /** Returns the size. */
  ImageShape shape();

  /**
   * Copies values of a channel, from left to right, and from the end of a row on with the next.
   *
   * @param left the first column to copy
   * @param target takes them from its beginning
   * @param count how many to copy
   */
  void row(int channel, int y, int left, float[] target, int count);
}
