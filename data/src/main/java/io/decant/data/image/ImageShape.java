package io.decant.data.image;

/**
 * The size of an image.
 *
 * @param channels channels
 * @param height rows
 * @param width columns
 */
public record ImageShape(int channels, int height, int width) {
  /** The most values of all channels that an image may have. */
  public static final long LARGEST = 1L << 28;

  /** Returns the number of values, or a number above {@link #LARGEST} when there are more. */
  public long values() {
    return Math.min((long) channels * height, LARGEST + 1) * width;
  }

  /** Returns whether each extent is at least 1, and the image not too large. */
  public boolean isPossible() {
    return channels >= 1 && height >= 1 && width >= 1 && values() <= LARGEST;
  }

  @Override
  public String toString() {
    return channels + " x " + height + " x " + width;
  }
}
