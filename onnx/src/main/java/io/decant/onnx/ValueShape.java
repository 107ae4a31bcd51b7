package io.decant.onnx;

import io.decant.spi.op.Shape;

/**
 * The extents of a value: known numbers, or, in a model for any batch size, for some axes numbers
 * that change with it. Immutable.
 */
public final class ValueShape {
  /** The shape of a single number. */
  public static final ValueShape NONE = new ValueShape(Shape.of(), Shape.of());

  private final Shape shape;
  private final Shape other;

  /**
   * Creates a shape.
   *
   * @param shape for one batch size
   * @param other for another one; the same where only one is asked for
   */
  ValueShape(Shape shape, Shape other) {
    if (shape.rank() != other.rank()) {
      throw new IllegalArgumentException("the number of axes depends on the batch size");
    }
    this.shape = shape;
    this.other = other;
  }

  /** Returns the number of axes. */
  public int rank() {
    return shape.rank();
  }

  /** Returns whether an extent changes with the batch size. */
  public boolean varies(int axis) {
    return shape.dim(axis) != other.dim(axis);
  }

  /** Returns whether no extent changes with the batch size. */
  public boolean isFixed() {
    return shape.equals(other);
  }

  /**
   * Returns an extent.
   *
   * @throws IllegalArgumentException when it changes with the batch size
   */
  public long dim(int axis) {
    if (varies(axis)) {
      throw new IllegalArgumentException(
          "axis " + axis + " of " + this + " changes with the batch size; export with a fixed one");
    }
    return shape.dim(axis);
  }

  /** Returns the extents at the batch size that the net has. */
  public Shape shape() {
    return shape;
  }

  /** Returns the extents at the other batch size. */
  Shape other() {
    return other;
  }

  /** Returns whether an axis has the extents of an axis of another value, whatever the batch. */
  public boolean sameAxis(int axis, ValueShape that, int thatAxis) {
    return shape.dim(axis) == that.shape.dim(thatAxis)
        && other.dim(axis) == that.other.dim(thatAxis);
  }

  @Override
  public String toString() {
    return shape + (isFixed() ? "" : " or " + other);
  }
}
