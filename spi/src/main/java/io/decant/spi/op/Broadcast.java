package io.decant.spi.op;

import java.util.List;

/**
 * {@code z[o,m,i] = f(x[o,m,i], y[o,m,i])} where y repeats along the axes that it lacks.
 *
 * <p>Operands: {@code x} (outer, middle, inner) read; {@code y} read, dense over the axes that it
 * has and of extent 1 on the others; {@code z} (outer, middle, inner) overwritten, possibly the
 * same view as x.
 *
 * @param function f
 * @param outer extent of the outer axis
 * @param middle extent of the middle axis
 * @param inner extent of the inner axis
 * @param hasOuter whether y has the outer axis
 * @param hasMiddle whether y has the middle axis
 * @param hasInner whether y has the inner axis
 */
public record Broadcast(
    BinaryFunction function,
    long outer,
    long middle,
    long inner,
    boolean hasOuter,
    boolean hasMiddle,
    boolean hasInner)
    implements MandatoryOp {

  /** Returns f over a y with one value for each m, such as a bias for each channel. */
  public static Broadcast alongMiddle(
      BinaryFunction function, long outer, long middle, long inner) {
    return new Broadcast(function, outer, middle, inner, false, true, false);
  }

  /** Returns f over a y with one value for each (o, i), repeated along m. */
  public static Broadcast acrossMiddle(
      BinaryFunction function, long outer, long middle, long inner) {
    return new Broadcast(function, outer, middle, inner, true, false, true);
  }

  /** Returns y's strides for the outer, middle and inner axis, in elements; 0 where y repeats. */
  public long[] strides() {
    long strideMiddle = hasInner ? inner : 1;
    long strideOuter = strideMiddle * (hasMiddle ? middle : 1);
    return new long[] {hasOuter ? strideOuter : 0, hasMiddle ? strideMiddle : 0, hasInner ? 1 : 0};
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, middle, inner),
        Operand.read("y", hasOuter ? outer : 1, hasMiddle ? middle : 1, hasInner ? inner : 1),
        Operand.write("z", outer, middle, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(outer * middle * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.along(
            "outer",
            outer,
            this,
            n -> new Broadcast(function, n, middle, inner, hasOuter, hasMiddle, hasInner),
            0,
            hasOuter ? 0 : Tile.WHOLE,
            0),
        TileAxis.along(
            "middle",
            middle,
            this,
            n -> new Broadcast(function, outer, n, inner, hasOuter, hasMiddle, hasInner),
            1,
            hasMiddle ? 1 : Tile.WHOLE,
            1),
        TileAxis.along(
            "inner",
            inner,
            this,
            n -> new Broadcast(function, outer, middle, n, hasOuter, hasMiddle, hasInner),
            2,
            hasInner ? 2 : Tile.WHOLE,
            2));
  }
}
