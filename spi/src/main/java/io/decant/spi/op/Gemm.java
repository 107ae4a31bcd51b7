package io.decant.spi.op;

import java.util.List;

/**
 * Strided-batched matrix product: for each b in 0 until batch, {@code C_b = alpha * op(A_b) *
 * op(B_b) + beta * C_b}, with op(A) m x k, op(B) k x n and C m x n, all row-major.
 *
 * <p>Operands: {@code a}, {@code b} read; {@code c} overwritten when {@code beta} is 0, else
 * changed. A batch stride of 0 repeats A or B. A batch stride of 0 for C sums the products of all
 * batches in ascending order: {@code C = beta * C + alpha * (A_0 B_0 + A_1 B_1 + ...)}.
 *
 * @param batch number of products
 * @param m rows of C
 * @param n columns of C
 * @param k inner extent; 0 makes the product zero
 * @param a left factor, stored m x k, or k x m when transposed
 * @param b right factor, stored k x n, or n x k when transposed
 * @param c result, never transposed
 * @param alpha factor of the product
 * @param beta factor of the old result; 0 means that it is not read
 * @param mode arithmetic
 */
public record Gemm(
    long batch,
    long m,
    long n,
    long k,
    Matrix a,
    Matrix b,
    Matrix c,
    float alpha,
    float beta,
    ComputeMode mode)
    implements MandatoryOp, ProductOp {

  /**
   * How a matrix is stored.
   *
   * @param transposed whether the stored matrix is the transpose of the factor
   * @param rowStride elements between two stored rows
   * @param batchStride elements between two batches; 0 repeats the matrix
   */
  public record Matrix(boolean transposed, long rowStride, long batchStride) {}

  /** Checks the geometry. */
  public Gemm {
    check(a, m, k, "a");
    check(b, k, n, "b");
    check(c, m, n, "c");
    if (c.transposed) {
      throw new IllegalArgumentException("the result of a gemm is never transposed");
    }
    if (batch < 0) {
      throw new IllegalArgumentException("batch " + batch + " is negative");
    }
  }

  /** Returns a single product of dense matrices, C = alpha op(A) op(B) + beta C. */
  public static Gemm dense(
      long m, long n, long k, boolean transA, boolean transB, float alpha, float beta) {
    return batched(1, m, n, k, transA, transB, alpha, beta);
  }

  /** Returns products of dense matrices that follow one another in memory. */
  public static Gemm batched(
      long batch, long m, long n, long k, boolean transA, boolean transB, float alpha, float beta) {
    return new Gemm(
        batch,
        m,
        n,
        k,
        new Matrix(transA, transA ? m : k, m * k),
        new Matrix(transB, transB ? k : n, k * n),
        new Matrix(false, n, m * n),
        alpha,
        beta,
        ComputeMode.FLOAT32);
  }

  /** Returns this product with other batch strides. */
  public Gemm withBatchStrides(long strideA, long strideB, long strideC) {
    return new Gemm(
        batch,
        m,
        n,
        k,
        new Matrix(a.transposed, a.rowStride, strideA),
        new Matrix(b.transposed, b.rowStride, strideB),
        new Matrix(false, c.rowStride, strideC),
        alpha,
        beta,
        mode);
  }

  @Override
  public Gemm withMode(ComputeMode other) {
    return new Gemm(batch, m, n, k, a, b, c, alpha, beta, other);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        new Operand("a", tensor(a, batch, m, k), Intent.READ),
        new Operand("b", tensor(b, batch, k, n), Intent.READ),
        new Operand(
            "c",
            tensor(c, c.batchStride == 0 ? 1 : batch, m, n),
            beta == 0 ? Intent.WRITE : Intent.READ_WRITE));
  }

  @Override
  public Cost cost() {
    return Cost.of(batch * m * n * k, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return new GemmAxes(this).list();
  }

  private static TensorSpec tensor(Matrix matrix, long batches, long rows, long columns) {
    long storedRows = matrix.transposed ? columns : rows;
    long storedColumns = matrix.transposed ? rows : columns;
    return TensorSpec.strided(
        DType.FLOAT32,
        Shape.of(batches, storedRows, storedColumns),
        matrix.batchStride,
        matrix.rowStride,
        1);
  }

  private static void check(Matrix matrix, long rows, long columns, String name) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException("matrix " + name + " is " + rows + " x " + columns);
    }
    long storedColumns = matrix.transposed ? rows : columns;
    if (matrix.rowStride < storedColumns || matrix.batchStride < 0) {
      throw new IllegalArgumentException(
          "matrix "
              + name
              + " with rows of "
              + storedColumns
              + " has the row stride "
              + matrix.rowStride
              + " and the batch stride "
              + matrix.batchStride);
    }
  }
}
