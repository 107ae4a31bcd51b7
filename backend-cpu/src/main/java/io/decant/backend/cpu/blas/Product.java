package io.decant.backend.cpu.blas;

/**
 * The geometry of one matrix product, {@code C = alpha op(A) op(B) + beta C}, all row-major.
 *
 * @param transA whether A is stored k x m instead of m x k
 * @param transB whether B is stored n x k instead of k x n
 * @param m rows of C, at least 1
 * @param n columns of C, at least 1
 * @param k inner extent, at least 1
 * @param lda elements between two stored rows of A
 * @param ldb elements between two stored rows of B
 * @param ldc elements between two rows of C
 * @param alpha factor of the product
 */
public record Product(
    boolean transA, boolean transB, int m, int n, int k, int lda, int ldb, int ldc, float alpha) {
  /** Returns the elements from the first to the last one of A. */
  public long extentA() {
    return transA ? extent(k, m, lda) : extent(m, k, lda);
  }

  /** Returns the elements from the first to the last one of B. */
  public long extentB() {
    return transB ? extent(n, k, ldb) : extent(k, n, ldb);
  }

  /** Returns the elements from the first to the last one of C. */
  public long extentC() {
    return extent(m, n, ldc);
  }

  /** Returns the same product over another part of C. */
  public Product withSize(int rows, int columns) {
    return new Product(transA, transB, rows, columns, k, lda, ldb, ldc, alpha);
  }

  private static long extent(int rows, int columns, int stride) {
    return (rows - 1L) * stride + columns;
  }
}
