package io.decant.data.image;

/** Gray of colours, with the weights of ITU-R BT.601 in fixed point. */
final class Luminance {
  private static final int BITS = 14;
  private static final int RED = (int) (0.299 * (1 << BITS) + 0.5);
  private static final int GREEN = (int) (0.587 * (1 << BITS) + 0.5);
  private static final int BLUE = (1 << BITS) - RED - GREEN;

  private Luminance() {}

  static int of(int red, int green, int blue) {
    return (RED * red + GREEN * green + BLUE * blue + (1 << (BITS - 1))) >> BITS;
  }
}
