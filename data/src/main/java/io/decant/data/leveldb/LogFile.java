package io.decant.data.leveldb;

import io.decant.data.DataException;
import java.io.ByteArrayOutputStream;

/**
 * Records of a log, which its blocks of 32 KiB hold in pieces: each behind a checksum, a length and
 * whether it begins or ends a record.
 */
final class LogFile {
  private static final int BLOCK = 1 << 15;
  private static final int HEADER = 7;
  private static final int WHOLE = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;

  /** Takes one record after another. */
  interface Taker {
    void take(Bytes record) throws DataException;
  }

  private LogFile() {}

  /**
   * Reads all records. One that the file ends within was not finished by its writer and does not
   * count.
   */
  static void read(LevelDbFile file, Taker taker) throws DataException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    boolean begun = false;
    for (long start = 0; start < file.size(); start += BLOCK) {
      byte[] block = file.read(start, Math.min(BLOCK, file.size() - start));
      int at = 0;
      while (at + HEADER <= block.length) {
        int length = (block[at + 4] & 0xff) | ((block[at + 5] & 0xff) << 8);
        int type = block[at + 6];
        if (type == 0 && length == 0) {
          break;
        }
        if (at + HEADER + length > block.length) {
          if (start + block.length == file.size()) {
            return;
          }
          throw file.damaged("a piece of its log runs over the end of its block");
        }
        int checksum = (int) new Bytes(file, block, at, at + 4).fixed(4);
        file.check(block, at + 6, length + 1, checksum);
        boolean begins = type == WHOLE || type == FIRST;
        if (type > LAST || begins == begun) {
          throw file.damaged("pieces of its log are out of order");
        }
        record.write(block, at + HEADER, length);
        begun = type != WHOLE && type != LAST;
        if (!begun) {
          byte[] whole = record.toByteArray();
          record.reset();
          taker.take(new Bytes(file, whole, 0, whole.length));
        }
        at += HEADER + length;
      }
    }
  }
}
