package io.decant.spi.memory;

import io.decant.spi.device.CopyShape;

/**
 * The part of another block that a window block stands for: rows of bytes at equal distances. The
 * window holds them row behind row.
 *
 * @param parent the other block, which is no window itself
 * @param offset of the first byte in the parent
 * @param rows number of rows
 * @param rowBytes bytes of a row
 * @param pitch bytes between the starts of two rows in the parent
 */
public record WindowOf(Block parent, long offset, long rows, long rowBytes, long pitch) {
  /** Checks that the part lies within the parent. */
  public WindowOf {
    if (parent.window() != null) {
      throw new IllegalArgumentException(parent + " is a window itself");
    }
    long extent = new CopyShape(rows, rowBytes, pitch, rowBytes).sourceExtent();
    if (offset < 0 || extent > parent.bytes() - offset) {
      throw new IndexOutOfBoundsException(
          rows + " rows of " + rowBytes + " bytes at byte " + offset + " exceed " + parent);
    }
  }

  /** Returns the size of the window in bytes. */
  public long bytes() {
    return rows * rowBytes;
  }

  /** Returns the copy from the parent's contents to the window's. */
  public CopyShape in() {
    return new CopyShape(rows, rowBytes, pitch, rowBytes);
  }

  /** Returns the copy from the window's contents to the parent's. */
  public CopyShape out() {
    return new CopyShape(rows, rowBytes, rowBytes, pitch);
  }
}
