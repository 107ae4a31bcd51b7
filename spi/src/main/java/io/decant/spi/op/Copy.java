package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * Copies elements between any two strided layouts of one shape: the one operator whose operands
 * need not be dense.
 *
 * <p>Operands: {@code x} read, strides of 0 allowed; {@code y} overwritten, its elements distinct.
 *
 * @param x source layout
 * @param y target layout, of the same shape and type
 */
public record Copy(TensorSpec x, TensorSpec y) implements MandatoryOp {
  /** Checks that shapes and types agree. */
  public Copy {
    if (!x.shape().equals(y.shape()) || x.type() != y.type()) {
      throw new IllegalArgumentException("cannot copy " + x + " to " + y);
    }
  }

  /** Returns a copy of {@code count} consecutive float32 elements. */
  public static Copy dense(long count) {
    return new Copy(TensorSpec.float32(count), TensorSpec.float32(count));
  }

  @Override
  public List<Operand> operands() {
    return List.of(new Operand("x", x, Intent.READ), new Operand("y", y, Intent.WRITE));
  }

  @Override
  public Cost cost() {
    long bytes = x.shape().count() * x.type().bytes();
    return new Cost(0, 2 * bytes);
  }

  @Override
  public List<TileAxis> tileAxes() {
    List<TileAxis> axes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      long extent = x.shape().dim(axis);
      int cut = axis;
      if (extent > 0 && StridedPart.alwaysPacked(y, axis)) {
        axes.add(TileAxis.of("axis " + axis, extent, (begin, end) -> slice(cut, begin, end)));
      }
    }
    return axes;
  }

  private Tile slice(int axis, long begin, long end) {
    StridedPart from = StridedPart.read(x, axis, begin, end);
    StridedPart to = StridedPart.packed(y, axis, begin, end).orElseThrow();
    return new Tile(new Copy(from.tensor(), to.tensor()), List.of(from.part(), to.part()));
  }
}
