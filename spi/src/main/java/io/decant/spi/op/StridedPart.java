package io.decant.spi.op;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A part of an operand of any strides.
 *
 * @param part which elements
 * @param tensor their geometry once they lie row behind row
 */
record StridedPart(Part part, TensorSpec tensor) {
  /**
   * Returns a slice of an operand that is read: the rows that its elements lie in, or, where they
   * are not rows at equal distances, everything from the first to the last one.
   */
  static StridedPart read(TensorSpec whole, int axis, long begin, long end) {
    return packed(whole, axis, begin, end).orElseGet(() -> spanning(whole, axis, begin, end));
  }

  /** Returns whether every slice along an axis is rows at equal distances. */
  static boolean alwaysPacked(TensorSpec whole, int axis) {
    long extent = whole.shape().dim(axis);
    return packed(whole, axis, 0, Math.min(1, extent)).isPresent()
        && packed(whole, axis, 0, Math.min(2, extent)).isPresent()
        && packed(whole, axis, 0, extent).isPresent();
  }

  /** Returns a slice's elements, packed; empty where they are not rows at equal distances. */
  static Optional<StridedPart> packed(TensorSpec whole, int axis, long begin, long end) {
    Shape shape = whole.shape().with(axis, end - begin);
    long[] packed = new long[shape.rank()];
    long run = 1;
    long rows = 1;
    long pitch = 0;
    for (int i : inMemory(whole)) {
      long stride = whole.stride(i);
      packed[i] = stride == 0 ? 0 : run * rows;
      if (shape.dim(i) == 1 || stride == 0) {
        continue;
      }
      if (pitch == 0 && stride == run) {
        run *= shape.dim(i);
      } else if (pitch == 0 && stride > run) {
        pitch = stride;
        rows = shape.dim(i);
      } else if (pitch != 0 && stride == pitch * rows) {
        rows *= shape.dim(i);
      } else {
        return Optional.empty();
      }
    }
    long offset = begin * whole.stride(axis);
    Part part = rows == 1 ? Part.run(offset, run) : new Part(offset, rows, run, pitch);
    return Optional.of(new StridedPart(part, TensorSpec.strided(whole.type(), shape, packed)));
  }

  /** Returns the axes in the order in which elements lie in memory, the innermost first. */
  private static List<Integer> inMemory(TensorSpec whole) {
    List<Integer> axes = new ArrayList<>();
    for (int i = whole.shape().rank() - 1; i >= 0; i--) {
      axes.add(i);
    }
    axes.sort(Comparator.comparingLong(whole::stride));
    return axes;
  }

  private static StridedPart spanning(TensorSpec whole, int axis, long begin, long end) {
    TensorSpec slice =
        TensorSpec.strided(whole.type(), whole.shape().with(axis, end - begin), whole.strides());
    Part extent = Part.whole(slice);
    return new StridedPart(Part.run(begin * whole.stride(axis), extent.count()), slice);
  }
}
