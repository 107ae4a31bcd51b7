package io.decant.backend.cpu.blas;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;

/** A matrix product that one thread computes panel by panel, where small panels are faster. */
public final class CutProduct {
  private final Blas blas;
  private final Product product;
  private final int panelRows;
  private final int panelColumns;

  /** Creates the product over the panels that suit the library. */
  public CutProduct(Blas blas, Product product) {
    this.blas = blas;
    this.product = product;
    Panels panels = Panels.forOneThread(product, blas.smallProductLimit());
    this.panelRows = panels.rows();
    this.panelColumns = panels.columns();
  }

  /** Computes it; parameters as those of {@link Blas#multiply}. */
  public void run(
      Region a, long atA, Region b, long atB, float beta, Region c, long atC, Scratch scratch) {
    for (int row = 0; row < product.m(); row += panelRows) {
      int rows = Math.min(panelRows, product.m() - row);
      long fromA = atA + (product.transA() ? row : (long) row * product.lda());
      for (int column = 0; column < product.n(); column += panelColumns) {
        int columns = Math.min(panelColumns, product.n() - column);
        long fromB = atB + (product.transB() ? (long) column * product.ldb() : column);
        blas.multiply(
            product.withSize(rows, columns),
            a,
            fromA,
            b,
            fromB,
            beta,
            c,
            atC + (long) row * product.ldc() + column,
            scratch);
      }
    }
  }
}
