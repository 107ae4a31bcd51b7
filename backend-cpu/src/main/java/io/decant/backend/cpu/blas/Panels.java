package io.decant.backend.cpu.blas;

/**
 * How a matrix product is cut into panels of C. It follows from the geometry alone. Panels never
 * cut the inner extent; {@link #depth} does, for whole products.
 *
 * @param rows rows of a panel
 * @param columns columns of a panel
 */
public record Panels(int rows, int columns) {
  /** Fewer multiply-adds than these are not worth another panel. */
  private static final long LEAST_WORK = 150_000;

  /** Panels that a product of any size is cut into, if it is large enough. */
  private static final int PARTS = 8;

  /** Inner extent below which writing C takes longer than multiplying: its rows are kept long. */
  private static final int SHALLOW = 64;

  private static final int WIDE = 2048;

  /** Largest area of a panel of a shallow product: its columns of B are packed again for each. */
  private static final long LARGEST_SHALLOW_AREA = 1 << 19;

  private static final int SMALLEST_SIDE = 16;
  private static final int LONGEST_SIDE = 1 << 12;

  /** Sides of a panel whose operands are packed: packing is worth it for squares only. */
  private static final int PACKED_SIDE = 512;

  /** Inner extent from which small products without packing run out of the first cache. */
  private static final int DEEP = 2048;

  /** Elements of C up to which a deep product is a sum of products without packing. */
  private static final long LARGEST_SUMMED_AREA = 1 << 17;

  /** Rows of B so far apart, in floats, fall on the same few lines of a cache. */
  private static final int COLLIDING_STRIDE = 512;

  /** Elements of B that a cache holds although its rows collide. */
  private static final long LARGEST_COLLIDING = 1 << 19;

  /**
   * Largest area of a small product with B alone transposed, which is slower beyond it: measured on
   * kernels for AVX-512.
   */
  private static final long LARGEST_DOT_AREA = 1024;

  /**
   * Returns the panels that workers share out.
   *
   * @param m rows of C
   * @param n columns of C
   * @param k inner extent
   * @param dots whether B alone is transposed, so that elements are products of rows
   * @param strideB elements between two stored rows of B
   * @param smallLimit see {@link Blas#smallProductLimit}
   */
  public static Panels of(long m, long n, long k, boolean dots, long strideB, long smallLimit) {
    double part = Math.max(LEAST_WORK, (double) m * n * k / PARTS);
    double depth = Math.max(1, k);
    if (m == 1 && dots && smallLimit >= depth * SMALLEST_SIDE) {
      return new Panels(1, evenVectors(n, (long) (LEAST_WORK / depth)));
    }
    if (isSmall(k, strideB, smallLimit)) {
      return cut(m, n, Math.min((long) (part / depth), smallArea(depth, dots, smallLimit)));
    }
    long area = (long) (part / depth);
    return k < SHALLOW
        ? cutWide(m, n, Math.min(area, LARGEST_SHALLOW_AREA))
        : cutSquare(m, n, Math.min(area, (long) PACKED_SIDE * PACKED_SIDE));
  }

  /**
   * Returns the inner extent that one call sums over: all of it, or parts that need no packing
   * where C is so small that packing would take as long as multiplying. Parameters as those of
   * {@link #of}.
   */
  public static long depth(long m, long n, long k, boolean dots, long strideB, long smallLimit) {
    if (k <= DEEP || dots || m * (double) n > LARGEST_SUMMED_AREA) {
      return k;
    }
    long parts = (k + DEEP - 1) / DEEP;
    long part = (k + parts - 1) / parts;
    return isSmall(part, strideB, smallLimit) ? part : k;
  }

  /** Returns the panels of a product that one thread computes: all of it, or small ones. */
  static Panels forOneThread(Product product, long smallLimit) {
    boolean dots = product.transB() && !product.transA();
    return isSmall(product.k(), product.ldb(), smallLimit)
        ? cut(product.m(), product.n(), smallArea(product.k(), dots, smallLimit))
        : new Panels(product.m(), product.n());
  }

  private static boolean isSmall(long k, long strideB, long smallLimit) {
    boolean collides = strideB % COLLIDING_STRIDE == 0 && k * strideB > LARGEST_COLLIDING;
    return k <= DEEP && !collides && smallLimit >= (double) SMALLEST_SIDE * SMALLEST_SIDE * k;
  }

  private static long smallArea(double depth, boolean dots, long smallLimit) {
    long area = (long) (smallLimit / depth);
    return dots ? Math.min(area, LARGEST_DOT_AREA) : area;
  }

  /** Cuts C into panels of at most {@code area} elements, columns in multiples of 16. */
  private static Panels cut(long m, long n, long area) {
    long columns = Math.max(1, Math.min(n, 64));
    long rows = Math.min(m, Math.max(1, area / columns));
    while (rows < SMALLEST_SIDE && rows < m && columns > SMALLEST_SIDE) {
      columns = Math.max(SMALLEST_SIDE, columns / 2 / SMALLEST_SIDE * SMALLEST_SIDE);
      rows = Math.min(m, Math.max(1, area / columns));
    }
    if (rows == m && rows > 0 && columns < n) {
      columns = Math.min(n, Math.max(columns, area / rows / SMALLEST_SIDE * SMALLEST_SIDE));
    }
    return new Panels(even(m, rows), evenVectors(n, columns));
  }

  /** Cuts C into panels of at most about {@code area} elements, as square as C allows. */
  private static Panels cutSquare(long m, long n, long area) {
    long side = Math.max(SMALLEST_SIDE, (long) Math.sqrt(area));
    long rows = Math.min(m, n < side ? area / Math.max(1, n) : side);
    long columns = Math.min(n, Math.max(1, area / Math.max(1, rows)));
    return new Panels(even(m, rows), evenVectors(n, columns));
  }

  /** Cuts C into panels of at most about {@code area} elements whose rows are long. */
  private static Panels cutWide(long m, long n, long area) {
    long columns = Math.max(1, Math.min(n, WIDE));
    long rows = Math.min(m, Math.max(SMALLEST_SIDE, area / columns));
    return new Panels(even(m, rows), evenVectors(n, columns));
  }

  /** The same in whole vectors, which run along the columns. */
  private static int evenVectors(long extent, long most) {
    long size = even(extent, most);
    long whole = (size + SMALLEST_SIDE - 1) / SMALLEST_SIDE * SMALLEST_SIDE;
    return (int) Math.max(1, Math.min(extent, whole));
  }

  /** Makes the last part about as large as the others. */
  private static int even(long extent, long most) {
    long size = Math.max(1, Math.min(most, LONGEST_SIDE));
    long parts = Math.max(1, (extent + size - 1) / size);
    return (int) Math.max(1, (extent + parts - 1) / parts);
  }
}
