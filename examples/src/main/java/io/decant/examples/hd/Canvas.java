package io.decant.examples.hd;

import com.google.protobuf.ByteString;
import io.decant.proto.caffe.Datum;
import java.util.List;
import java.util.Random;

/**
 * A high-definition picture with digits scattered over it, none on another, and a class for each
 * pixel: 0 for background; in the square of a digit 1 + the number of loops that it has in print.
 */
final class Canvas {
  static final int WIDTH = 1920;
  static final int HEIGHT = 1080;

  /** Background; no loop, one, two. */
  static final int CLASSES = 4;

  private static final int TRIES = 6000;

  private final byte[] pixels = new byte[WIDTH * HEIGHT];
  private final byte[] classes = new byte[WIDTH * HEIGHT];
  private final boolean[] taken = new boolean[WIDTH * HEIGHT];

  /** Scatters digits; equal generators give equal pictures. */
  Canvas(List<Digit> digits, Random random) {
    for (int i = 0; i < TRIES; i++) {
      Digit digit = digits.get(random.nextInt(digits.size()));
      int top = random.nextInt(HEIGHT - Digit.SIZE + 1);
      int left = random.nextInt(WIDTH - Digit.SIZE + 1);
      if (isFree(top, left)) {
        draw(digit, top, left);
      }
    }
  }

  private boolean isFree(int top, int left) {
    int bottom = top + Digit.SIZE - 1;
    int right = left + Digit.SIZE - 1;
    // Squares of one size overlap only if one has a corner inside the other.
    return !taken[top * WIDTH + left]
        && !taken[top * WIDTH + right]
        && !taken[bottom * WIDTH + left]
        && !taken[bottom * WIDTH + right];
  }

  private void draw(Digit digit, int top, int left) {
    for (int row = 0; row < Digit.SIZE; row++) {
      for (int column = 0; column < Digit.SIZE; column++) {
        int at = (top + row) * WIDTH + left + column;
        taken[at] = true;
        pixels[at] = digit.brightness(row, column);
        classes[at] = (byte) (1 + digit.loops());
      }
    }
  }

  /** Returns the picture as a record of a database. */
  Datum picture() {
    return datum(pixels);
  }

  /** Returns the classes as a record of a database. */
  Datum labels() {
    return datum(classes);
  }

  private static Datum datum(byte[] plane) {
    return Datum.newBuilder()
        .setChannels(1)
        .setHeight(HEIGHT)
        .setWidth(WIDTH)
        .setData(ByteString.copyFrom(plane))
        .build();
  }
}
