package io.decant.data.image;

/** Exif's orientation: how a stored image must be turned to be seen as it was taken. */
final class Orientation {
  private static final int TAG = 0x0112;

  private Orientation() {}

  /** Returns the orientation that an Exif block tells, from 1 to 8; 1 where there is none. */
  static int ofExif(byte[] bytes, int from, int end) {
    if (end - from < 8 || bytes[from] != bytes[from + 1]) {
      return 1;
    }
    boolean little = bytes[from] == 'I';
    if (!little && bytes[from] != 'M') {
      return 1;
    }
    long directory = number(bytes, from + 4, 4, little);
    if (directory > end - from - 2) {
      return 1;
    }
    int at = from + (int) directory;
    int entries = (int) number(bytes, at, 2, little);
    for (int i = 0; i < entries && at + 2 + 12 * (i + 1) <= end; i++) {
      int entry = at + 2 + 12 * i;
      if (number(bytes, entry, 2, little) == TAG) {
        int value = (int) number(bytes, entry + 8, 2, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  private static long number(byte[] bytes, int at, int count, boolean little) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      long value = bytes[at + i] & 0xff;
      number = little ? number | (value << (8 * i)) : (number << 8) | value;
    }
    return number;
  }

  /** Returns the image turned. */
  static Image apply(Image image, int orientation) {
    if (orientation == 1) {
      return image;
    }
    ImageShape shape = image.shape();
    boolean swaps = orientation >= 5;
    int height = swaps ? shape.width() : shape.height();
    int width = swaps ? shape.height() : shape.width();
    int channels = shape.channels();
    byte[] turned = new byte[image.bytes().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = swaps ? x : y;
        int column = swaps ? y : x;
        boolean up = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        boolean left = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        row = up ? shape.height() - 1 - row : row;
        column = left ? shape.width() - 1 - column : column;
        int from = (row * shape.width() + column) * channels;
        System.arraycopy(image.bytes(), from, turned, (y * width + x) * channels, channels);
      }
    }
    return new Image(height, width, channels, turned);
  }
}
