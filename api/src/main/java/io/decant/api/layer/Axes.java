package io.decant.api.layer;

import io.decant.spi.op.Shape;

/** Axis arithmetic that layers share. */
public final class Axes {
  private Axes() {}

  /**
   * Returns an axis as an index from 0; negative ones count from behind.
   *
   * @throws IllegalArgumentException when the shape has no such axis
   */
  public static int canonical(int axis, Shape shape) {
    if (axis < -shape.rank() || axis >= shape.rank()) {
      throw new IllegalArgumentException(
          "axis "
              + axis
              + " is outside a blob of shape "
              + shape
              + " with "
              + shape.rank()
              + " axes");
    }
    return axis < 0 ? axis + shape.rank() : axis;
  }

  /** Returns the shape of bottom 0, which must have the axes (N, C, H, W). */
  public static Shape ofImages(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() != 4) {
      throw setup.error("takes 4 axes (N, C, H, W), the bottom is " + bottom);
    }
    return bottom;
  }

  /** Returns the extents before an axis, multiplied. */
  public static long before(Shape shape, int axis) {
    return shape.count(0, axis);
  }

  /** Returns the extents behind an axis, multiplied. */
  public static long behind(Shape shape, int axis) {
    return shape.countFrom(axis + 1);
  }
}
