package io.decant.backend.cpu.blas;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import java.util.Arrays;

/** Matrix products in plain Java, blocked so that the JVM's compiler vectorises along n. */
final class PlainBlas implements Blas {
  private static final int ROWS = 32;
  private static final int DEPTH = 128;
  private static final int COLUMNS = 512;
  private static final int BLOCK_SLOT = FIRST_SLOT;
  private static final int RESULT_SLOT = FIRST_SLOT + 1;

  @Override
  public long smallProductLimit() {
    return 0;
  }

  @Override
  public void multiply(
      Product product,
      Region a,
      long atA,
      Region b,
      long atB,
      float beta,
      Region c,
      long atC,
      Scratch scratch) {
    for (int row = 0; row < product.m(); row += ROWS) {
      int rows = Math.min(ROWS, product.m() - row);
      for (int column = 0; column < product.n(); column += COLUMNS) {
        int columns = Math.min(COLUMNS, product.n() - column);
        float[] sums = scratch.floats(RESULT_SLOT, ROWS * COLUMNS + ROWS * DEPTH);
        Arrays.fill(sums, 0, rows * columns, 0);
        for (int depth = 0; depth < product.k(); depth += DEPTH) {
          int depths = Math.min(DEPTH, product.k() - depth);
          float[] block = scratch.floats(BLOCK_SLOT, DEPTH * COLUMNS);
          loadB(product, b, atB, depth, depths, column, columns, block, sums);
          loadA(product, a, atA, row, rows, depth, depths, sums);
          accumulate(sums, block, rows, columns, depths);
        }
        store(product, c, atC + (long) row * product.ldc() + column, rows, columns, beta, sums);
      }
    }
  }

  private static void accumulate(float[] sums, float[] block, int rows, int columns, int depths) {
    for (int row = 0; row < rows; row++) {
      for (int depth = 0; depth < depths; depth++) {
        addScaled(
            sums[ROWS * COLUMNS + row * DEPTH + depth],
            block,
            depth * columns,
            sums,
            row * columns,
            columns);
      }
    }
  }

  private static void addScaled(float factor, float[] x, int fromX, float[] y, int fromY, int n) {
    for (int i = 0; i < n; i++) {
      y[fromY + i] += factor * x[fromX + i];
    }
  }

  private static void loadA(
      Product product,
      Region a,
      long atA,
      int row,
      int rows,
      int depth,
      int depths,
      float[] target) {
    for (int i = 0; i < rows; i++) {
      int to = ROWS * COLUMNS + i * DEPTH;
      if (!product.transA()) {
        a.get(atA + (long) (row + i) * product.lda() + depth, target, to, depths);
      } else {
        for (int j = 0; j < depths; j++) {
          target[to + j] = a.get(atA + (long) (depth + j) * product.lda() + row + i);
        }
      }
    }
  }

  /** Loads a block of op(B), depths x columns; the tail of {@code spare} holds a row meanwhile. */
  private static void loadB(
      Product product,
      Region b,
      long atB,
      int depth,
      int depths,
      int column,
      int columns,
      float[] target,
      float[] spare) {
    if (!product.transB()) {
      for (int j = 0; j < depths; j++) {
        b.get(atB + (long) (depth + j) * product.ldb() + column, target, j * columns, columns);
      }
      return;
    }
    int row = ROWS * COLUMNS;
    for (int i = 0; i < columns; i++) {
      b.get(atB + (long) (column + i) * product.ldb() + depth, spare, row, depths);
      for (int j = 0; j < depths; j++) {
        target[j * columns + i] = spare[row + j];
      }
    }
  }

  private static void store(
      Product product, Region c, long atC, int rows, int columns, float beta, float[] sums) {
    int row = ROWS * COLUMNS;
    for (int i = 0; i < rows; i++) {
      long at = atC + (long) i * product.ldc();
      for (int j = 0; j < columns; j++) {
        sums[i * columns + j] *= product.alpha();
      }
      if (beta != 0) {
        c.get(at, sums, row, columns);
        addScaled(beta, sums, row, sums, i * columns, columns);
      }
      c.put(at, sums, i * columns, columns);
    }
  }
}
