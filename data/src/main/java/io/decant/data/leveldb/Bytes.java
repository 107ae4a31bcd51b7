package io.decant.data.leveldb;

import io.decant.data.DataException;
import java.nio.charset.StandardCharsets;

/** Reads numbers and strings of LevelDB's files one after another, each checked. */
final class Bytes {
  private final LevelDbFile file;
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads from {@code at} to {@code end}, exclusive, both within the array. */
  Bytes(LevelDbFile file, byte[] bytes, int at, int end) {
    this.file = file;
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  int position() {
    return at;
  }

  /** Reads a number of at most 63 bits, seven of them in each byte. */
  long variable() throws DataException {
    long number = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int b = next();
      number |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return number;
      }
    }
    throw file.damaged("a number is too long");
  }

  /** Reads a length, which cannot be larger than what is left. */
  int length() throws DataException {
    long length = variable();
    if (length > end - at) {
      throw file.damaged("a length of %,d where %,d bytes are left".formatted(length, end - at));
    }
    return (int) length;
  }

  /** Reads bytes behind their length. */
  byte[] string() throws DataException {
    return take(length());
  }

  String text() throws DataException {
    return new String(string(), StandardCharsets.UTF_8);
  }

  byte[] take(int length) throws DataException {
    if (length > end - at) {
      throw file.damaged("it ends within an entry");
    }
    byte[] taken = new byte[length];
    System.arraycopy(bytes, at, taken, 0, length);
    at += length;
    return taken;
  }

  /** Reads a little-endian number of that many bytes. */
  long fixed(int size) throws DataException {
    long number = 0;
    for (int i = 0; i < size; i++) {
      number |= (long) next() << (8 * i);
    }
    return number;
  }

  int next() throws DataException {
    if (at >= end) {
      throw file.damaged("it ends within an entry");
    }
    return bytes[at++] & 0xff;
  }
}
