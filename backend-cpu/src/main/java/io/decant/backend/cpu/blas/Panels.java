package io.decant.backend.cpu.blas;

/**
 * How a matrix product is cut into panels of C for the workers. It follows from the geometry alone.
 * Cuts never go through k, so an element's sum is the same however it is cut.
 *
 * @param rows rows of a panel
 * @param columns columns of a panel
 */
public record Panels(int rows, int columns) {
  /** Fewer multiply-adds than these are not worth another panel. */
  private static final long LEAST_WORK = 150_000;

  /** Panels that a product of any size is cut into, if it is large enough. */
  private static final int PARTS = 8;

  private static final int SMALLEST_SIDE = 16;
  private static final int LARGEST_SIDE = 256;

  /**
   * Returns the panels for a product.
   *
   * @param m rows of C
   * @param n columns of C
   * @param k inner extent
   * @param smallLimit see {@link Blas#smallProductLimit}
   */
  public static Panels of(long m, long n, long k, long smallLimit) {
    double work = (double) m * n * k;
    double part = Math.max(LEAST_WORK, work / PARTS);
    double area = Math.max(1, k);
    if (smallLimit >= (double) SMALLEST_SIDE * SMALLEST_SIDE * k) {
      return cut(m, n, (long) (Math.min(part, smallLimit) / area));
    }
    return cut(m, n, (long) Math.min(part / area, (double) LARGEST_SIDE * LARGEST_SIDE));
  }

  /** Cuts C into panels of at most {@code area} elements, columns in multiples of 16. */
  private static Panels cut(long m, long n, long area) {
    long columns = Math.min(n, 64);
    long rows = Math.min(m, Math.max(1, area / columns));
    while (rows < SMALLEST_SIDE && rows < m && columns > SMALLEST_SIDE) {
      columns = Math.max(SMALLEST_SIDE, columns / 2 / SMALLEST_SIDE * SMALLEST_SIDE);
      rows = Math.min(m, Math.max(1, area / columns));
    }
    if (rows == m && columns < n) {
      columns = Math.min(n, Math.max(columns, area / rows / SMALLEST_SIDE * SMALLEST_SIDE));
    }
    return new Panels(even(m, Math.min(rows, 1 << 12)), even(n, Math.min(columns, 1 << 12)));
  }

  /** Makes the last part about as large as the others. */
  private static int even(long extent, long size) {
    long parts = Math.max(1, (extent + size - 1) / size);
    return (int) Math.max(1, (extent + parts - 1) / parts);
  }
}
