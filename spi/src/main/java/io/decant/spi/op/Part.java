package io.decant.spi.op;

import java.util.Optional;

/**
 * A part of an operand: rows of consecutive elements at equal distances. In units of elements.
 *
 * @param offset of the first element in the whole operand
 * @param rows number of rows
 * @param rowElements elements of a row
 * @param pitch elements between the starts of two rows
 */
public record Part(long offset, long rows, long rowElements, long pitch) {
  /** Checks the sizes. */
  public Part {
    if (offset < 0 || rows < 0 || rowElements < 0 || (rows > 1 && pitch < rowElements)) {
      throw new IllegalArgumentException(
          rows
              + " rows of "
              + rowElements
              + " elements at a pitch of "
              + pitch
              + " from "
              + offset);
    }
  }

  /** Returns consecutive elements. */
  public static Part run(long offset, long elements) {
    return new Part(offset, 1, elements, elements);
  }

  /** Returns everything from the first to the last element of an operand. */
  public static Part whole(TensorSpec tensor) {
    return run(0, tensor.extentBytes() / tensor.type().bytes());
  }

  /** Returns {@code begin} to {@code end} (exclusive) of each of some rows that follow closely. */
  public static Part band(long rows, long pitch, long begin, long end) {
    if (rows == 1 || end - begin == pitch) {
      return run(begin, rows * (end - begin));
    }
    return new Part(begin, rows, end - begin, pitch);
  }

  /** Returns {@code begin} to {@code end} (exclusive) of an axis of a dense operand. */
  public static Part slice(TensorSpec dense, int axis, long begin, long end) {
    Shape shape = dense.shape();
    long inner = shape.countFrom(axis + 1);
    return band(shape.count(0, axis), shape.dim(axis) * inner, begin * inner, end * inner);
  }

  /** Returns the number of elements. */
  public long count() {
    return rows * rowElements;
  }

  /**
   * Returns the elements of this part of the elements of another part, as a part of the whole;
   * empty where they are not rows at equal distances.
   *
   * @param outer a part whose elements, row behind row, this is a part of
   */
  public Optional<Part> within(Part outer) {
    if (outer.rows == 1) {
      return Optional.of(new Part(outer.offset + offset, rows, rowElements, pitch));
    }
    long width = outer.rowElements;
    long start = offset % width;
    long from = outer.offset + offset / width * outer.pitch + start;
    if (start + rowElements <= width && (rows == 1 || pitch % width == 0)) {
      return Optional.of(
          rows == 1
              ? run(from, rowElements)
              : new Part(from, rows, rowElements, pitch / width * outer.pitch));
    }
    if (rows == 1 && start == 0 && rowElements % width == 0) {
      return Optional.of(new Part(from, rowElements / width, width, outer.pitch));
    }
    return Optional.empty();
  }
}
