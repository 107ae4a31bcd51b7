package io.decant.spi.op;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extents of a tensor's axes, outermost first. Immutable, thread-safe.
 *
 * <p>A scalar has no axes and one element; an extent of 0 makes an empty tensor.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(new long[0]);

  private final long[] dims;
  private final long count;

  private Shape(long[] dims) {
    this.dims = dims;
    this.count = product(dims, 0, dims.length);
  }

  /**
   * Returns the shape with the given extents.
   *
   * @throws IllegalArgumentException if an extent is negative or their product, with 1 for an
   *     extent of 0, exceeds 2^63 - 1
   */
  public static Shape of(long... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /** Returns the number of axes. */
  public int rank() {
    return dims.length;
  }

  /** Returns the extent of {@code axis}, 0 &lt;= axis &lt; rank. */
  public long dim(int axis) {
    return dims[axis];
  }

  /** Returns the number of elements. */
  public long count() {
    return count;
  }

  /**
   * Returns the product of the extents of the axes from {@code begin} (inclusive) to {@code end}
   * (exclusive).
   */
  public long count(int begin, int end) {
    return product(dims, begin, end);
  }

  /** Returns the product of the extents of the axes from {@code begin} on. */
  public long countFrom(int begin) {
    return product(dims, begin, dims.length);
  }

  /** Returns a copy of the extents. */
  public long[] toArray() {
    return dims.clone();
  }

  /** Returns this shape with the extent of {@code axis} replaced. */
  public Shape with(int axis, long extent) {
    long[] copy = dims.clone();
    copy[axis] = extent;
    return new Shape(copy);
  }

  /** Returns the strides, in elements, of a dense row-major tensor of this shape. */
  public long[] denseStrides() {
    long[] strides = new long[dims.length];
    long step = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= Math.max(1, dims[axis]);
    }
    return strides;
  }

  private static long product(long[] dims, int begin, int end) {
    long product = 1;
    boolean empty = false;
    for (int axis = begin; axis < end; axis++) {
      long dim = dims[axis];
      if (dim < 0) {
        throw new IllegalArgumentException("axis " + axis + " has the negative extent " + dim);
      }
      empty |= dim == 0;
      long high = Math.multiplyHigh(product, Math.max(1, dim));
      product *= Math.max(1, dim);
      if (high != 0 || product < 0) {
        throw new IllegalArgumentException(
            "a tensor of shape " + Arrays.toString(dims) + " has more than 2^63 - 1 elements");
      }
    }
    return empty ? 0 : product;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** Returns the extents joined by {@code x}, for instance {@code 64x1x28x28}. */
  @Override
  public String toString() {
    return dims.length == 0
        ? "scalar"
        : Arrays.stream(dims).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }
}
