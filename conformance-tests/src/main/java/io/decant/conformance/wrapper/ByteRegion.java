package io.decant.conformance.wrapper;

import io.decant.spi.op.TensorSpec;

/**
 * Rows of bytes at a constant pitch.
 *
 * @param start of the first row
 * @param rows how many
 * @param rowBytes length of each
 * @param pitch bytes between the starts of rows
 */
public record ByteRegion(long start, long rows, long rowBytes, long pitch) {
  static ByteRegion run(long start, long bytes) {
    return new ByteRegion(start, 1, bytes, bytes);
  }

  /**
   * Returns what a tensor covers: exactly, when it is made of rows at one pitch; else everything
   * from its first to its last byte.
   */
  static ByteRegion of(TensorSpec tensor, long start) {
    long rowBytes = tensor.type().bytes();
    long rows = 1;
    long pitch = rowBytes;
    for (int axis = tensor.shape().rank() - 1; axis >= 0; axis--) {
      long extent = tensor.shape().dim(axis);
      long step = tensor.stride(axis) * tensor.type().bytes();
      if (extent == 0) {
        return run(start, 0);
      }
      if (extent == 1 || step == 0) {
        continue;
      }
      if (rows == 1 && step == rowBytes) {
        rowBytes *= extent;
      } else if (rows == 1 && step > rowBytes) {
        rows = extent;
        pitch = step;
      } else if (rows > 1 && step == rows * pitch) {
        rows *= extent;
      } else {
        return run(start, tensor.extentBytes());
      }
    }
    return new ByteRegion(start, rows, rowBytes, pitch);
  }

  /** Returns the first byte behind the region. */
  long end() {
    return rows == 0 || rowBytes == 0 ? start : start + (rows - 1) * pitch + rowBytes;
  }

  boolean isEmpty() {
    return rows == 0 || rowBytes == 0;
  }

  boolean overlaps(ByteRegion other) {
    if (isEmpty() || other.isEmpty() || start >= other.end() || other.start >= end()) {
      return false;
    }
    boolean fewer = rows <= other.rows;
    ByteRegion few = fewer ? this : other;
    ByteRegion many = fewer ? other : this;
    for (long row = 0; row < few.rows; row++) {
      if (many.touches(few.start + row * few.pitch, few.rowBytes)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether every byte of the other region is one of this; may miss odd pitches. */
  boolean covers(ByteRegion other) {
    if (other.isEmpty() || equals(other)) {
      return true;
    }
    return rows == 1 && start <= other.start && other.end() <= end();
  }

  private boolean touches(long first, long length) {
    if (rows == 1) {
      return first < start + rowBytes && start < first + length;
    }
    long row = Math.max(0, Math.min(rows - 1, Math.floorDiv(first - start, pitch)));
    for (long near = row; near <= Math.min(row + 1, rows - 1); near++) {
      long begin = start + near * pitch;
      if (first < begin + rowBytes && begin < first + length) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return rows == 1
        ? "bytes " + start + " to " + end()
        : rows + " rows of " + rowBytes + " bytes from " + start + " at a pitch of " + pitch;
  }
}
