package io.decant.spi.op;

/**
 * How the indices of {@link Gather} and {@link ScatterAdd} are stored: which of the axes (outer,
 * count, inner) the index tensor has; it repeats along the others. Indices are float32 holding
 * integers.
 *
 * @param hasOuter whether indices differ along the outer axis
 * @param hasCount whether indices differ along the counted axis
 * @param hasInner whether indices differ along the inner axis
 */
public record IndexLayout(boolean hasOuter, boolean hasCount, boolean hasInner) {
  /** One index for each position of the result. */
  public static final IndexLayout FULL = new IndexLayout(true, true, true);

  /** One index for each count, the same for every outer and inner position. */
  public static final IndexLayout ALONG_COUNT = new IndexLayout(false, true, false);

  /** Returns the operand of dense indices; axes that it lacks have extent 1. */
  Operand operand(long outer, long count, long inner) {
    return Operand.read("index", hasOuter ? outer : 1, hasCount ? count : 1, hasInner ? inner : 1);
  }

  /** Returns the strides for the outer, counted and inner axis; 0 where indices repeat. */
  public long[] strides(long count, long inner) {
    long strideCount = hasInner ? inner : 1;
    long strideOuter = strideCount * (hasCount ? count : 1);
    return new long[] {hasOuter ? strideOuter : 0, hasCount ? strideCount : 0, hasInner ? 1 : 0};
  }
}
