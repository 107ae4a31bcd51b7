package io.decant.data.leveldb;

import io.decant.data.DataException;

/** Decompresses Snappy's format: pieces of text, and copies of what came before. */
final class Snappy {
  private static final int LARGEST = 1 << 30;

  private Snappy() {}

  /**
   * Decompresses a block.
   *
   * @param length how many bytes of the array it takes
   */
  static byte[] decompress(LevelDbFile file, byte[] bytes, int length) throws DataException {
    Bytes input = new Bytes(file, bytes, 0, length);
    long size = input.variable();
    // three bytes make at most 64
    if (size > LARGEST || size > 32L * length + 64) {
      throw file.damaged("a block would have %,d bytes".formatted(size));
    }
    byte[] output = new byte[(int) size];
    int at = 0;
    while (input.hasMore()) {
      int tag = input.next();
      int kind = tag & 3;
      if (kind == 0) {
        long count = (tag >> 2) + 1L;
        if (count > 60) {
          count = input.fixed((int) count - 60) + 1;
        }
        if (count > output.length - at) {
          throw file.damaged("a block is longer than it says");
        }
        System.arraycopy(input.take((int) count), 0, output, at, (int) count);
        at += (int) count;
      } else {
        int count = kind == 1 ? 4 + (tag >> 2 & 7) : 1 + (tag >> 2);
        long back = kind == 1 ? ((tag >> 5) << 8) | input.next() : input.fixed(kind == 2 ? 2 : 4);
        if (back < 1 || back > at || count > output.length - at) {
          throw file.damaged("a block copies what is not there");
        }
        for (int i = 0; i < count; i++) {
          output[at] = output[at - (int) back];
          at++;
        }
      }
    }
    if (at != output.length) {
      throw file.damaged("a block is shorter than it says");
    }
    return output;
  }
}
