package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.blas.Panels;
import io.decant.backend.cpu.blas.Product;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Gemm;

/** {@link Gemm}: panels of C are the tasks; sums over k and over batches stay in order. */
final class GemmKernel implements Kernel {
  /** Strides that the library takes as 32-bit integers. */
  private static final long LARGEST_STRIDE = Integer.MAX_VALUE;

  private static final long LONGEST_SUM = 1 << 30;

  private final Gemm spec;
  private final Blas blas;
  private final int panelRows;
  private final int panelColumns;
  private final long rowPanels;
  private final long columnPanels;
  private final long sumLength;
  private final boolean summed;

  GemmKernel(Gemm spec, Blas blas) {
    this.spec = spec;
    this.blas = blas;
    this.summed = spec.c().batchStride() == 0;
    boolean dots = spec.b().transposed() && !spec.a().transposed();
    long strideB = spec.b().rowStride();
    long limit = blas.smallProductLimit();
    long depth = Panels.depth(spec.m(), spec.n(), spec.k(), dots, strideB, limit);
    Panels panels = Panels.of(spec.m(), spec.n(), depth, dots, strideB, limit);
    boolean narrowA = spec.a().rowStride() > LARGEST_STRIDE;
    boolean narrowB = spec.b().rowStride() > LARGEST_STRIDE;
    boolean narrowC = spec.c().rowStride() > LARGEST_STRIDE;
    this.panelRows = narrowC || (narrowA && !spec.a().transposed()) ? 1 : panels.rows();
    this.panelColumns = narrowB && spec.b().transposed() ? 1 : panels.columns();
    this.sumLength =
        (narrowA && spec.a().transposed()) || (narrowB && !spec.b().transposed())
            ? 1
            : Math.min(LONGEST_SUM, Math.max(1, depth));
    this.rowPanels = (spec.m() + panelRows - 1) / panelRows;
    this.columnPanels = (spec.n() + panelColumns - 1) / panelColumns;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    long panels = rowPanels * columnPanels;
    long perPanel = panelRows * (long) panelColumns * Math.max(1, spec.k());
    long grain = Math.max(1, Tiles.GRAIN * 4L / perPanel);
    workers.forRanges(
        summed ? panels : panels * spec.batch(),
        grain,
        (from, to, scratch) -> {
          for (long unit = from; unit < to; unit++) {
            long batch = unit / panels;
            long panel = unit - batch * panels;
            panel(operands, batch, panel / columnPanels, panel % columnPanels, scratch);
          }
        });
  }

  private void panel(
      Region[] operands, long batch, long rowPanel, long columnPanel, Scratch scratch) {
    long row = rowPanel * panelRows;
    long column = columnPanel * panelColumns;
    int rows = (int) Math.min(panelRows, spec.m() - row);
    int columns = (int) Math.min(panelColumns, spec.n() - column);
    long atC = batch * spec.c().batchStride() + row * spec.c().rowStride() + column;
    long first = summed ? 0 : batch;
    long last = summed ? spec.batch() : batch + 1;
    if (spec.k() == 0 || first == last) {
      scale(operands[2], atC, rows, columns, scratch);
      return;
    }
    float beta = spec.beta();
    for (long b = first; b < last; b++) {
      for (long depth = 0; depth < spec.k(); depth += sumLength) {
        int length = (int) Math.min(sumLength, spec.k() - depth);
        blas.multiply(
            product(rows, columns, length),
            operands[0],
            b * spec.a().batchStride() + at(spec.a(), row, depth),
            operands[1],
            b * spec.b().batchStride() + at(spec.b(), depth, column),
            beta,
            operands[2],
            atC,
            scratch);
        beta = 1;
      }
    }
  }

  private Product product(int rows, int columns, int depth) {
    return new Product(
        spec.a().transposed(),
        spec.b().transposed(),
        rows,
        columns,
        depth,
        (int) Math.min(spec.a().rowStride(), LARGEST_STRIDE),
        (int) Math.min(spec.b().rowStride(), LARGEST_STRIDE),
        (int) Math.min(spec.c().rowStride(), LARGEST_STRIDE),
        spec.alpha());
  }

  private static long at(Gemm.Matrix matrix, long row, long column) {
    return matrix.transposed()
        ? column * matrix.rowStride() + row
        : row * matrix.rowStride() + column;
  }

  /** The product of nothing: C = beta * C. */
  private void scale(Region c, long atC, int rows, int columns, Scratch scratch) {
    float[] tile = scratch.floats(Slots.X, columns);
    for (int row = 0; row < rows; row++) {
      long at = atC + row * spec.c().rowStride();
      if (spec.beta() == 0) {
        FillKernel.fill(c, at, at + columns, 0, scratch);
      } else {
        c.get(at, tile, 0, columns);
        AxpbyKernel.scale(tile, spec.beta(), columns);
        c.put(at, tile, 0, columns);
      }
    }
  }
}
