package io.decant.spi.op;

import java.util.Arrays;

/**
 * Shape, strides (in elements) and element type of an operand. Immutable, thread-safe.
 *
 * <p>A stride may be 0 on an operand that is only read: its elements repeat along that axis.
 */
public final class TensorSpec {
  private final Shape shape;
  private final long[] strides;
  private final DType type;

  private TensorSpec(Shape shape, long[] strides, DType type) {
    this.shape = shape;
    this.strides = strides;
    this.type = type;
  }

  /** Returns a dense row-major tensor. */
  public static TensorSpec dense(DType type, Shape shape) {
    return new TensorSpec(shape, shape.denseStrides(), type);
  }

  /** Returns a dense row-major float32 tensor. */
  public static TensorSpec float32(long... dims) {
    return dense(DType.FLOAT32, Shape.of(dims));
  }

  /** Returns the shortest vector of float32 that holds {@code bytes}: a workspace's tensor. */
  public static TensorSpec workspace(long bytes) {
    return float32((bytes + Float.BYTES - 1) / Float.BYTES);
  }

  /**
   * Returns a tensor with the given strides.
   *
   * @throws IllegalArgumentException if there is not one stride, at least 0, for each axis
   */
  public static TensorSpec strided(DType type, Shape shape, long... strides) {
    if (strides.length != shape.rank()) {
      throw new IllegalArgumentException(
          strides.length + " strides for the " + shape.rank() + " axes of " + shape);
    }
    for (long stride : strides) {
      if (stride < 0) {
        throw new IllegalArgumentException("the stride " + stride + " is negative");
      }
    }
    return new TensorSpec(shape, strides.clone(), type);
  }

  /** Returns the extents. */
  public Shape shape() {
    return shape;
  }

  /** Returns the element type. */
  public DType type() {
    return type;
  }

  /** Returns the stride of {@code axis} in elements. */
  public long stride(int axis) {
    return strides[axis];
  }

  /** Returns a copy of the strides, in elements. */
  public long[] strides() {
    return strides.clone();
  }

  /** Returns whether the elements lie in row-major order without gaps. */
  public boolean isDense() {
    long step = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (shape.dim(axis) > 1 && strides[axis] != step) {
        return false;
      }
      step *= Math.max(1, shape.dim(axis));
    }
    return true;
  }

  /** Returns the bytes from the first element to the end of the last one; 0 when empty. */
  public long extentBytes() {
    if (shape.count() == 0) {
      return 0;
    }
    long last = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      last = Math.addExact(last, Math.multiplyExact(shape.dim(axis) - 1, strides[axis]));
    }
    return Math.multiplyExact(Math.addExact(last, 1), (long) type.bytes());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorSpec spec
        && type == spec.type
        && shape.equals(spec.shape)
        && Arrays.equals(strides, spec.strides);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * shape.hashCode() + Arrays.hashCode(strides)) + type.hashCode();
  }

  @Override
  public String toString() {
    return type + "[" + shape + (isDense() ? "]" : " strides " + Arrays.toString(strides) + "]");
  }
}
