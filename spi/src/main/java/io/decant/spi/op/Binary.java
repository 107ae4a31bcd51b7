package io.decant.spi.op;

import java.util.List;

/**
 * {@code z = f(x, y)} element by element.
 *
 * <p>Operands: {@code x}, {@code y} read, {@code z} overwritten; z may be the same view as x or y.
 *
 * @param function f
 * @param count number of elements
 */
public record Binary(BinaryFunction function, long count) implements MandatoryOp {
  @Override
  public List<Operand> operands() {
    return List.of(Operand.read("x", count), Operand.read("y", count), Operand.write("z", count));
  }

  @Override
  public Cost cost() {
    return Cost.of(count, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(TileAxis.along("elements", count, this, n -> new Binary(function, n), 0, 0, 0));
  }
}
