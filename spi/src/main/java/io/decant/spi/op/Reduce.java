package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code y[o,i] = alpha * reduce over m of f(x[o,m,i])}, added to the old y when {@code
 * accumulate}.
 *
 * <p>Operands: {@code x} (outer, middle, inner) read, {@code y} (outer, inner) overwritten or
 * changed. The order of summation is the backend's, but always the same; error grows at most like
 * that of pairwise or blocked summation of float32 numbers.
 *
 * @param function what is reduced
 * @param outer extent of the outer axis
 * @param middle extent of the reduced axis
 * @param inner extent of the inner axis
 * @param alpha factor of the result
 * @param accumulate whether the result is added to y
 */
public record Reduce(
    Function function, long outer, long middle, long inner, float alpha, boolean accumulate)
    implements MandatoryOp {
  /** The reductions. */
  public enum Function {
    /** Sum of x. */
    SUM,
    /** Sum of |x|. */
    SUM_ABS,
    /** Sum of x * x. */
    SUM_SQUARE,
    /** Largest x; minus infinity over nothing; NaN if any x is NaN. */
    MAX,
    /** Smallest x; infinity over nothing; NaN if any x is NaN. */
    MIN
  }

  /** Returns the plain reduction of the middle axis. */
  public static Reduce of(Function function, long outer, long middle, long inner) {
    return new Reduce(function, outer, middle, inner, 1, false);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, middle, inner), Operand.result("y", accumulate, outer, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(outer * middle * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    List<TileAxis> axes = new ArrayList<>(3);
    axes.add(
        TileAxis.along(
            "outer",
            outer,
            this,
            n -> new Reduce(function, n, middle, inner, alpha, accumulate),
            0,
            0));
    axes.add(
        TileAxis.along(
            "inner",
            inner,
            this,
            n -> new Reduce(function, outer, middle, n, alpha, accumulate),
            2,
            1));
    if (function != Function.MAX && function != Function.MIN) {
      axes.add(TileAxis.of("middle", middle, this::middle));
    }
    return axes;
  }

  private Tile middle(long begin, long end) {
    Reduce part = new Reduce(function, outer, end - begin, inner, alpha, accumulate || begin > 0);
    return Tile.cut(this, part, begin, end, 1, Tile.WHOLE);
  }
}
