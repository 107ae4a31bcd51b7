package io.decant.spi.op;

import java.util.List;

/**
 * Sizes and constants of local response normalisation across channels.
 *
 * @param outer extent of the axes before the channels
 * @param channels channels
 * @param inner extent of the axes behind the channels
 * @param size channels in a neighbourhood, odd
 * @param alpha scale of the sum of squares, before it is divided by size
 * @param beta exponent
 * @param k constant under the power
 */
public record LrnGeometry(
    long outer, long channels, long inner, long size, float alpha, float beta, float k) {
  /** Returns the number of elements. */
  public long count() {
    return outer * channels * inner;
  }

  /** Returns the same over other outer and inner extents. */
  LrnGeometry over(long outerExtent, long innerExtent) {
    return new LrnGeometry(outerExtent, channels, innerExtent, size, alpha, beta, k);
  }

  /** Returns the operator that sums over each element's neighbourhood of channels. */
  WindowReduce neighbourhoodSum() {
    long before = (size - 1) / 2;
    return new WindowReduce(
        WindowReduce.Function.SUM,
        new Window(
            outer,
            List.of(channels, inner),
            List.of(size, 1L),
            List.of(1L, 1L),
            List.of(before, 0L),
            List.of(size - 1 - before, 0L),
            List.of(1L, 1L)),
        false);
  }

  /**
   * Appends the steps from x to what is under the power.
   *
   * @param squares where there is room for squares
   */
  void scale(
      Decomposition.Builder steps,
      Decomposition.Ref x,
      Decomposition.Ref squares,
      Decomposition.Ref scale) {
    steps
        .step(Unary.of(Unary.Function.SQUARE, count()), x, squares)
        .step(neighbourhoodSum(), squares, scale)
        .step(new Unary(Unary.Function.AFFINE, count(), alpha / size, k), scale, scale);
  }

  /** Returns the operator from what is under the power to the power. */
  Unary power() {
    return new Unary(Unary.Function.POW, count(), -beta, 0);
  }

  /** Returns an operand of all elements. */
  Operand operand(String name, Intent intent) {
    return new Operand(name, TensorSpec.float32(outer, channels, inner), intent);
  }
}
