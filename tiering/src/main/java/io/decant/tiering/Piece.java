package io.decant.tiering;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a copy between storage and the device that fits a buffer: so many rows.
 *
 * @param rows number of rows
 * @param rowBytes bytes of a row
 * @param inStorage where the first row starts in the storage, in bytes
 * @param onDevice where it starts in device memory
 */
record Piece(long rows, long rowBytes, long inStorage, long onDevice) {
  /** The rows of one side: where the first one starts, and the bytes between their starts. */
  record Side(long offset, long pitch) {}

  /**
   * Cuts a copy into pieces. Rows that follow each other without a gap on both sides count as one;
   * a long row is cut at multiples of the buffer's size in the storage.
   *
   * @param most bytes of a buffer
   */
  static List<Piece> of(long rows, long rowBytes, Side storage, Side device, int most) {
    if (rows > 1 && storage.pitch == rowBytes && device.pitch == rowBytes) {
      return of(1, rows * rowBytes, storage, device, most);
    }
    List<Piece> pieces = new ArrayList<>();
    long together = rowBytes == 0 ? rows : Math.max(1, most / rowBytes);
    for (long row = 0; row < rows; row += together) {
      long inStorage = storage.offset + row * storage.pitch;
      long onDevice = device.offset + row * device.pitch;
      if (rowBytes <= most && rows > 1) {
        pieces.add(new Piece(Math.min(together, rows - row), rowBytes, inStorage, onDevice));
      } else {
        cut(rowBytes, inStorage, onDevice, most, pieces);
      }
    }
    return pieces;
  }

  private static void cut(long bytes, long inStorage, long onDevice, int most, List<Piece> pieces) {
    for (long done = 0; done < bytes; ) {
      long length = Math.min(most - (inStorage + done) % most, bytes - done);
      pieces.add(new Piece(1, length, inStorage + done, onDevice + done));
      done += length;
    }
  }
}
