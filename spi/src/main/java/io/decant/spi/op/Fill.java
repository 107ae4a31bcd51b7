package io.decant.spi.op;

import java.util.List;

/**
 * {@code y = value}.
 *
 * <p>Operands: {@code y} overwritten.
 *
 * @param count number of elements
 * @param value what every element becomes
 */
public record Fill(long count, float value) implements MandatoryOp {
  @Override
  public List<Operand> operands() {
    return List.of(Operand.write("y", count));
  }

  @Override
  public Cost cost() {
    return Cost.of(0, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(TileAxis.along("elements", count, this, n -> new Fill(n, value), 0));
  }
}
