package io.decant.data.datum;

import io.decant.data.image.ImageShape;
import io.decant.data.image.Pixels;
import org.jspecify.annotations.Nullable;

/**
 * A record of the common kind, raw bytes with a whole number as label, read where it lies: without
 * copies, several times as fast as a message is parsed. Immutable, while nobody writes to the
 * bytes.
 */
public final class PlainDatum implements Pixels {
  private static final int CHANNELS = 1 << 3;
  private static final int HEIGHT = 2 << 3;
  private static final int WIDTH = 3 << 3;
  private static final int DATA = (4 << 3) | 2;
  private static final int LABEL = 5 << 3;

  private final byte[] bytes;
  private int at;
  private int first;
  private int length;
  private int channels;
  private int height;
  private int width;
  private int label;
  private ImageShape shape = new ImageShape(0, 0, 0);

  private PlainDatum(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a record.
   *
   * @param bytes a Datum, not copied
   * @return null when it is of another kind, or damaged: {@link DatumReader#parse} then tells
   */
  public static @Nullable PlainDatum read(byte[] bytes) {
    PlainDatum datum = new PlainDatum(bytes);
    return datum.readFields() && datum.isWhole() ? datum : null;
  }

  private boolean readFields() {
    while (at < bytes.length) {
      int tag = bytes[at++];
      long number = number();
      if (number < 0 || number > Integer.MAX_VALUE) {
        return false;
      }
      int value = (int) number;
      switch (tag) {
        case CHANNELS -> channels = value;
        case HEIGHT -> height = value;
        case WIDTH -> width = value;
        case LABEL -> label = value;
        case DATA -> {
          if (value > bytes.length - at) {
            return false;
          }
          first = at;
          length = value;
          at += value;
        }
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  /** Reads a number of at most 35 bits; -1 when it is longer or cut short. */
  private long number() {
    long number = 0;
    for (int shift = 0; shift < 35 && at < bytes.length; shift += 7) {
      byte next = bytes[at++];
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    return -1;
  }

  private boolean isWhole() {
    shape = new ImageShape(channels, height, width);
    return length > 0 && shape.isPossible() && shape.values() == length;
  }

  /** Returns the label. */
  public int label() {
    return label;
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public void row(int channel, int y, int left, float[] target, int count) {
    int from = first + (channel * height + y) * width + left;
    for (int i = 0; i < count; i++) {
      target[i] = bytes[from + i] & 0xff;
    }
  }
}
