package io.decant.kernels.operator.product;

/**
 * Extents of a product, or of several that share a launch.
 *
 * @param products how many
 * @param m rows of a result
 * @param n columns of a result
 * @param k inner extent
 * @param sums how many products of inner extent k are summed into each result
 */
record ProductSize(long products, long m, long n, long k, long sums) {
  long results() {
    return Math.multiplyExact(products, Math.multiplyExact(m, n));
  }

  long multiplyAdds() {
    return Math.multiplyExact(results(), Math.multiplyExact(k, sums));
  }

  long tiles(ProductShape shape) {
    return ceiling(m, shape.tileM()) * ceiling(n, shape.tileN());
  }

  /** Returns the steps of one of the products that are summed. */
  long stepsOfSum(ProductShape shape) {
    return ceiling(k, shape.tileK());
  }

  long steps(ProductShape shape) {
    return stepsOfSum(shape) * sums;
  }

  static long ceiling(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
