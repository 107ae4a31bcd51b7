package io.decant.data.lmdb;

import io.decant.data.DataException;
import java.nio.ByteBuffer;

/**
 * What a meta page says of the database. Pages 0 and 1 are meta pages, written in turn; the one
 * with the higher transaction counts.
 *
 * @param pageSize bytes of a page
 * @param depth levels of the tree, 0 when empty
 * @param pages pages that the trees and their overflow pages take
 * @param entries number of records
 * @param root page of the tree's root
 * @param lastPage the highest page ever used
 * @param transaction number of the transaction that wrote this
 */
record LmdbMeta(
    int pageSize, int depth, long pages, long entries, long root, long lastPage, long transaction) {
  /** Bytes of a meta page that mean something. */
  static final int BYTES = 152;

  private static final int MAGIC = 0xBEEFC0DE;
  private static final int MAGIC_AT = 16;
  private static final int MAGIC_AT_32_BIT = 12;
  private static final int FREE_DB_AT = 40;
  private static final int MAIN_DB_AT = 88;
  private static final int LEAST_PAGE = 512;
  private static final int LARGEST_PAGE = 65536;
  private static final int DEEPEST = 32;
  private static final long EMPTY = -1;

  /**
   * Reads a meta page.
   *
   * @param page at least {@link #BYTES} bytes, little endian
   * @param file for errors
   */
  static LmdbMeta of(ByteBuffer page, LmdbFile file) throws DataException {
    checkFormat(page, file);
    int pageSize = page.getInt(FREE_DB_AT);
    if (pageSize < LEAST_PAGE || pageSize > LARGEST_PAGE || Integer.bitCount(pageSize) != 1) {
      throw file.damaged("its page size is " + Integer.toUnsignedString(pageSize));
    }
    int flags = Short.toUnsignedInt(page.getShort(MAIN_DB_AT + 4));
    if (flags != 0) {
      throw file.error(
          "its keys have values of their own order (flags 0x%x), which Caffe's databases never do"
              .formatted(flags));
    }
    LmdbMeta meta =
        new LmdbMeta(
            pageSize,
            Short.toUnsignedInt(page.getShort(MAIN_DB_AT + 6)),
            pagesOf(page, FREE_DB_AT) + pagesOf(page, MAIN_DB_AT),
            page.getLong(MAIN_DB_AT + 32),
            page.getLong(MAIN_DB_AT + 40),
            page.getLong(136),
            page.getLong(144));
    meta.checkTree(file);
    return meta;
  }

  /**
   * Returns whether two meta pages can be those of one database: transactions write page 0 and page
   * 1 in turn, and a new database has the same in both.
   */
  static boolean follow(LmdbMeta first, LmdbMeta second) {
    return first.equals(second)
        ? first.transaction == 0
        : first.transaction % 2 == 0
            && (second.transaction - first.transaction == 1
                || first.transaction - second.transaction == 1);
  }

  private static void checkFormat(ByteBuffer page, LmdbFile file) throws DataException {
    int magic = page.getInt(MAGIC_AT);
    if (magic == Integer.reverseBytes(MAGIC)) {
      throw file.error("it was written on a big-endian machine; copy it with mdb_dump, mdb_load");
    }
    if (magic != MAGIC) {
      throw page.getInt(MAGIC_AT_32_BIT) == MAGIC
          ? file.error("it was written by a 32-bit program; copy it with mdb_dump and mdb_load")
          : file.error("it is damaged, or no LMDB database: its first bytes are not LMDB's");
    }
    int version = page.getInt(MAGIC_AT + 4);
    if (version != 1) {
      throw file.error(
          "its data version is " + Integer.toUnsignedString(version) + ", only 1 can be read");
    }
    if ((page.getShort(10) & LmdbPage.META) == 0) {
      throw file.damaged("a meta page is not marked as one");
    }
  }

  private static long pagesOf(ByteBuffer page, int db) {
    return page.getLong(db + 8) + page.getLong(db + 16) + page.getLong(db + 24);
  }

  private void checkTree(LmdbFile file) throws DataException {
    if (root == EMPTY) {
      if (entries != 0) {
        throw file.damaged("it states " + Long.toUnsignedString(entries) + " records, but no tree");
      }
      return;
    }
    if (depth < 1 || depth > DEEPEST) {
      throw file.damaged("its tree has " + depth + " levels");
    }
    if (entries < 1 || entries / pageSize > lastPage) {
      throw file.damaged("it states " + Long.toUnsignedString(entries) + " records");
    }
    if (pages < 0) {
      throw file.damaged("it states a negative number of pages");
    }
  }
}
