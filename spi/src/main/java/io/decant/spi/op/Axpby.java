package io.decant.spi.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code y = alpha * s * x + beta * t * y} over {@code count} elements, where s and t are device
 * scalars, or 1 when absent.
 *
 * <p>Operands: {@code x} read; {@code s} (one element) read, if {@code alphaScalar}; {@code t} (one
 * element) read, if {@code betaScalar}; {@code y} overwritten when {@code beta} is the constant 0,
 * else changed. y may be the same view as x when it is overwritten.
 *
 * @param count number of elements
 * @param alpha constant factor of x
 * @param alphaScalar whether s is given
 * @param beta constant factor of y; 0 means that y is not read, whatever t is
 * @param betaScalar whether t is given
 */
public record Axpby(long count, float alpha, boolean alphaScalar, float beta, boolean betaScalar)
    implements MandatoryOp {
  /** Returns the operator with constant factors. */
  public static Axpby of(long count, float alpha, float beta) {
    return new Axpby(count, alpha, false, beta, false);
  }

  /** Returns {@code y = alpha * s * x} with the device scalar s. */
  public static Axpby scaledBy(long count, float alpha) {
    return new Axpby(count, alpha, true, 0, false);
  }

  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>(4);
    operands.add(Operand.read("x", count));
    if (alphaScalar) {
      operands.add(Operand.read("s", 1));
    }
    if (betaScalar) {
      operands.add(Operand.read("t", 1));
    }
    operands.add(Operand.result("y", beta != 0, count));
    return List.copyOf(operands);
  }

  @Override
  public Cost cost() {
    return Cost.of(count, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    int[] axes = new int[operands().size()];
    Arrays.fill(axes, Tile.WHOLE);
    axes[0] = 0;
    axes[axes.length - 1] = 0;
    return List.of(
        TileAxis.along(
            "elements",
            count,
            this,
            n -> new Axpby(n, alpha, alphaScalar, beta, betaScalar),
            axes));
  }
}
