package io.decant.data.leveldb;

import io.decant.data.DataException;
import java.util.Arrays;

/** Entries of one block, whose keys tell only what differs from the key before. */
final class TableBlock {
  /** Behind a block: how it is compressed, and a checksum. */
  private static final int TRAILER = 5;

  private static final int SNAPPY = 1;

  private final LevelDbFile file;
  private final Bytes entries;
  private byte[] key = {};
  private byte[] value = {};

  private TableBlock(LevelDbFile file, byte[] bytes) throws DataException {
    this.file = file;
    if (bytes.length < 4) {
      throw file.damaged("a block has no end");
    }
    long restarts = new Bytes(file, bytes, bytes.length - 4, bytes.length).fixed(4);
    long end = bytes.length - 4 - 4 * restarts;
    if (end < 0) {
      throw file.damaged("a block has an impossible end");
    }
    this.entries = new Bytes(file, bytes, 0, (int) end);
  }

  /**
   * Reads a block.
   *
   * @param handle its place and size
   */
  static TableBlock read(LevelDbFile file, Bytes handle) throws DataException {
    long at = handle.variable();
    long size = handle.variable();
    if (size > file.size()) {
      throw file.damaged("a block of %,d bytes".formatted(size));
    }
    byte[] bytes = file.read(at, size + TRAILER);
    int length = (int) size;
    int checksum = (int) new Bytes(file, bytes, length + 1, bytes.length).fixed(4);
    file.check(bytes, 0, length + 1, checksum);
    return switch (bytes[length]) {
      case 0 -> new TableBlock(file, Arrays.copyOf(bytes, length));
      case SNAPPY -> new TableBlock(file, Snappy.decompress(file, bytes, length));
      default -> throw file.error("a block is compressed in an unknown way, " + bytes[length]);
    };
  }

  boolean next() throws DataException {
    if (!entries.hasMore()) {
      return false;
    }
    long shared = entries.variable();
    long own = entries.variable();
    long length = entries.variable();
    if (shared > key.length || own > Integer.MAX_VALUE - shared || length > Integer.MAX_VALUE) {
      throw file.damaged("an entry has impossible lengths");
    }
    byte[] rest = entries.take((int) own);
    byte[] next = Arrays.copyOf(key, (int) shared + rest.length);
    System.arraycopy(rest, 0, next, (int) shared, rest.length);
    if (next.length < InternalKey.TAIL) {
      throw file.damaged("a key is too short");
    }
    key = next;
    value = entries.take((int) length);
    return true;
  }

  byte[] key() {
    return key;
  }

  byte[] value() {
    return value;
  }
}
