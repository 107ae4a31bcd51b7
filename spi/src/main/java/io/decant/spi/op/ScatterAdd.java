package io.decant.spi.op;

import java.util.List;

/**
 * {@code y[o, index[o,j,i], i] += x[o,j,i]} in ascending order of j; an index that is not in 0
 * until size is skipped. Unless {@code accumulate}, y starts from zero.
 *
 * <p>Operands: {@code x} (outer, count, inner) read, {@code index} read, {@code y} (outer, size,
 * inner) overwritten or changed.
 *
 * @param outer extent of the outer axis
 * @param size extent of y's indexed axis
 * @param count extent of x's axis in its place
 * @param inner extent of the inner axis
 * @param layout how indices are stored
 * @param accumulate whether y's old contents count
 */
public record ScatterAdd(
    long outer, long size, long count, long inner, IndexLayout layout, boolean accumulate)
    implements MandatoryOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, count, inner),
        layout.operand(outer, count, inner),
        Operand.result("y", accumulate, outer, size, inner));
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
            n -> new ScatterAdd(n, size, count, inner, layout, accumulate),
            0,
            layout.hasOuter() ? 0 : Tile.WHOLE,
            0),
        TileAxis.of("count", count, this::count),
        TileAxis.along(
            "inner",
            inner,
            this,
            n -> new ScatterAdd(outer, size, count, n, layout, accumulate),
            2,
            layout.hasInner() ? 2 : Tile.WHOLE,
            2));
  }

  private Tile count(long begin, long end) {
    ScatterAdd part =
        new ScatterAdd(outer, size, end - begin, inner, layout, accumulate || begin > 0);
    return Tile.cut(this, part, begin, end, 1, layout.hasCount() ? 1 : Tile.WHOLE, Tile.WHOLE);
  }
}
