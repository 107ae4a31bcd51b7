package io.decant.spi.op;

import java.util.List;

/**
 * {@code y[o,j,i] = x[o, index[o,j,i], i]}; NaN where an index is not in 0 until size.
 *
 * <p>Operands: {@code x} (outer, size, inner) read, {@code index} read, {@code y} (outer, count,
 * inner) overwritten.
 *
 * @param outer extent of the outer axis
 * @param size extent of x's indexed axis
 * @param count extent of y's axis in its place
 * @param inner extent of the inner axis
 * @param layout how indices are stored
 */
public record Gather(long outer, long size, long count, long inner, IndexLayout layout)
    implements MandatoryOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, size, inner),
        layout.operand(outer, count, inner),
        Operand.write("y", outer, count, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(outer * count * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.along(
            "outer",
            outer,
            this,
            n -> new Gather(n, size, count, inner, layout),
            0,
            layout.hasOuter() ? 0 : Tile.WHOLE,
            0),
        TileAxis.along(
            "count",
            count,
            this,
            n -> new Gather(outer, size, n, inner, layout),
            Tile.WHOLE,
            layout.hasCount() ? 1 : Tile.WHOLE,
            1),
        TileAxis.along(
            "inner",
            inner,
            this,
            n -> new Gather(outer, size, count, n, layout),
            2,
            layout.hasInner() ? 2 : Tile.WHOLE,
            2));
  }
}
