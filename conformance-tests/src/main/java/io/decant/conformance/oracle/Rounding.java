package io.decant.conformance.oracle;

/** How far float32 arithmetic may be off. */
final class Rounding {
  /** Half a unit in the last place of 1, relative: what one float32 rounding costs at most. */
  static final double UNIT = 0x1p-24;

  /** What rounding both factors of a product to 10 explicit mantissa bits costs, relative. */
  static final double TF32 = 0x1p-10;

  /** Block length up to which a reduction may add one number after the other. */
  private static final long BLOCK = 4096;

  private Rounding() {}

  /** Returns the error of a sum of {@code terms} products, added in any order. */
  static double sum(long terms, double magnitude) {
    return UNIT * (terms + 2) * magnitude;
  }

  /** Returns the error of a sum of {@code terms} numbers, added pairwise or in blocks. */
  static double blockedSum(long terms, double magnitude) {
    int levels = Long.SIZE - Long.numberOfLeadingZeros(terms / BLOCK);
    return UNIT * (Math.min(terms, BLOCK) + levels + 2) * magnitude;
  }
}
