package io.decant.api.layers.activation;

import io.decant.api.layer.Axes;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.ScaleShift;
import io.decant.spi.op.Shape;

/**
 * How a smaller operand repeats over a bottom: it has the bottom's axes from one on, some of them.
 *
 * @param operand the operand's shape
 * @param outer extents before those axes, multiplied
 * @param inner extents behind them, multiplied
 */
record AffineGeometry(Shape operand, long outer, long inner) {
  static final AffineGeometry EMPTY = new AffineGeometry(Shape.of(), 0, 0);

  /** Returns the geometry of a learned operand over {@code axes} axes from {@code axis} on. */
  static AffineGeometry learned(LayerSetup setup, int axis, int axes) {
    Shape bottom = setup.bottom(0);
    int first = axes == 0 && bottom.rank() == 0 ? 0 : Axes.canonical(axis, bottom);
    if (axes < -1) {
      throw setup.error("num_axes is " + axes + ", it must be at least 0, or -1 for all");
    }
    int end = axes == -1 ? bottom.rank() : first + axes;
    if (end > bottom.rank()) {
      throw setup.error(
          "axis " + first + " and num_axes " + axes + " reach beyond the bottom, " + bottom);
    }
    long[] operand = new long[end - first];
    for (int i = first; i < end; i++) {
      operand[i - first] = bottom.dim(i);
    }
    return new AffineGeometry(Shape.of(operand), bottom.count(0, first), bottom.countFrom(end));
  }

  /** Returns the geometry of the second bottom over the axes from {@code axis} on. */
  static AffineGeometry given(LayerSetup setup, int axis) {
    Shape bottom = setup.bottom(0);
    Shape operand = setup.bottom(1);
    int first = operand.rank() == 0 ? 0 : Axes.canonical(axis, bottom);
    boolean fits = first + operand.rank() <= bottom.rank();
    for (int i = 0; fits && i < operand.rank(); i++) {
      fits = bottom.dim(first + i) == operand.dim(i);
    }
    if (!fits) {
      throw setup.error(
          "the second bottom, "
              + operand
              + ", must have the extents of the first, "
              + bottom
              + ", from axis "
              + first
              + " on");
    }
    return new AffineGeometry(
        operand, bottom.count(0, first), bottom.countFrom(first + operand.rank()));
  }

  /** Returns the operator that combines each element with its operand. */
  Broadcast apply(BinaryFunction function) {
    return Broadcast.alongMiddle(function, outer, operand.count(), inner);
  }

  /** Returns the operator that sums to the operand's shape. */
  ChannelSum sum(boolean accumulate) {
    return new ChannelSum(outer, operand.count(), inner, accumulate);
  }

  /** Returns the operator that sums products to the operand's shape. */
  ChannelDot dot(boolean accumulate) {
    return new ChannelDot(outer, operand.count(), inner, accumulate);
  }

  /** Returns the operator that multiplies each element by one operand and adds another. */
  ScaleShift scaleShift() {
    return new ScaleShift(outer, operand.count(), inner);
  }
}
