package io.decant.data.image;

import io.decant.data.DataException;

/**
 * What the markers of a JPEG say, before the first scan: its size, the meaning of its components
 * (found as libjpeg finds it), its Exif orientation.
 *
 * @param height rows
 * @param width columns
 * @param components 1, 3 or 4
 * @param transformed whether the first three are luminance and two differences of colour
 * @param orientation Exif's, 1 to 8; 1 when there is none
 */
record JpegHead(int height, int width, int components, boolean transformed, int orientation) {
  private static final int SCAN = 0xda;
  private static final int END = 0xd9;

  /** A block of 64 pixels takes a bit, and colours are stored for every fourth pixel. */
  private static final long MOST_PIXELS_OF_A_BYTE = 512;

  static boolean begins(byte[] bytes) {
    return bytes.length > 3 && at(bytes, 0) == 0xff && at(bytes, 1) == 0xd8;
  }

  private static int at(byte[] bytes, int index) {
    return bytes[index] & 0xff;
  }

  private static int two(byte[] bytes, int index) {
    return (at(bytes, index) << 8) | at(bytes, index + 1);
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  static JpegHead of(byte[] bytes, Object where) throws DataException {
    boolean jfif = false;
    int adobe = -1;
    int orientation = 1;
    int at = 2;
    while (at + 4 <= bytes.length) {
      int marker = at(bytes, at + 1);
      if (at(bytes, at) != 0xff || marker == 0xff) {
        at++;
        continue;
      }
      if (marker == SCAN || marker == END) {
        break;
      }
      int length = two(bytes, at + 2);
      if (length < 2 || at + 2 + length > bytes.length) {
        break;
      }
      int data = at + 4;
      int end = at + 2 + length;
      if (isFrame(marker)) {
        return frame(bytes, data, end, jfif, adobe, orientation, where);
      }
      if (marker == 0xe0 && begins(bytes, data, end, "JFIF\0")) {
        jfif = true;
      } else if (marker == 0xee && begins(bytes, data, end, "Adobe") && end - data >= 12) {
        adobe = at(bytes, data + 11);
      } else if (marker == 0xe1 && begins(bytes, data, end, "Exif\0\0")) {
        orientation = Orientation.ofExif(bytes, data + 6, end);
      }
      at = end;
    }
    throw new DataException(where + " is a JPEG without a frame; it is damaged or cut short");
  }

  private static boolean begins(byte[] bytes, int from, int end, String text) {
    if (end - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (at(bytes, from + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static JpegHead frame(
      byte[] bytes, int data, int end, boolean jfif, int adobe, int orientation, Object where)
      throws DataException {
    if (end - data < 6 || end - data < 6 + 3 * at(bytes, data + 5)) {
      throw new DataException(where + " is a JPEG whose frame is cut short");
    }
    int components = at(bytes, data + 5);
    if (at(bytes, data) != 8 || (components != 1 && components != 3 && components != 4)) {
      throw new DataException(
          "%s is a JPEG of %d bits and %d components; 8 bits, and 1, 3 or 4 can be read"
              .formatted(where, at(bytes, data), components));
    }
    boolean named =
        components == 3
            && at(bytes, data + 6) == 'R'
            && at(bytes, data + 9) == 'G'
            && at(bytes, data + 12) == 'B';
    boolean transformed =
        components == 4
            ? adobe == 2
            : components == 3 && (jfif || (adobe < 0 ? !named : adobe != 0));
    int height = two(bytes, data + 1);
    int width = two(bytes, data + 3);
    ImageDecoder.checkSize(height, width, components, where);
    if ((long) height * width > MOST_PIXELS_OF_A_BYTE * bytes.length) {
      throw new DataException(
          "%s is a JPEG of %,d x %,d pixels in %,d bytes; it is damaged or cut short"
              .formatted(where, height, width, bytes.length));
    }
    return new JpegHead(height, width, components, transformed, orientation);
  }
}
