package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Reduce;
import java.util.Arrays;

/**
 * {@link Reduce}. Sums are blocked: runs of at most a tile in float32, the totals of runs in
 * float64.
 */
final class ReduceKernel implements Kernel {
  /** Rows that are summed in float32 before the totals take them up. */
  private static final int BLOCK_ROWS = 64;

  /** Longest run of the reduced axis that one task reduces, when nothing else can be shared out. */
  private static final long LONGEST_RUN = 8L * Tiles.GRAIN;

  private final Reduce spec;
  private final Reducer reducer;

  ReduceKernel(Reduce spec) {
    this.spec = spec;
    this.reducer = Reducer.of(spec.function());
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    Region x = operands[0];
    Region y = operands[1];
    if (spec.inner() != 1) {
      alongColumns(x, y, workers);
    } else if (spec.middle() > LONGEST_RUN) {
      longRuns(x, y, workers);
    } else {
      workers.forRanges(
          spec.outer(),
          Tiles.unitsPerTask(spec.middle()),
          (from, to, scratch) -> {
            for (long row = from; row < to; row++) {
              store(y, row, reduceRun(x, row * spec.middle(), spec.middle(), scratch));
            }
          });
    }
  }

  /** Reduces each run in parts that are tasks of their own, then their results in order. */
  private void longRuns(Region x, Region y, Workers workers) {
    int parts = (int) ((spec.middle() + LONGEST_RUN - 1) / LONGEST_RUN);
    double[] results = new double[parts];
    for (long row = 0; row < spec.outer(); row++) {
      long start = row * spec.middle();
      workers.forEach(
          parts,
          (part, scratch) -> {
            long from = part * LONGEST_RUN;
            long length = Math.min(LONGEST_RUN, spec.middle() - from);
            results[part] = reduceRun(x, start + from, length, scratch);
          });
      double total = results[0];
      for (int part = 1; part < parts; part++) {
        total = combine(total, results[part]);
      }
      store(y, row, total);
    }
  }

  private double reduceRun(Region x, long from, long length, Scratch scratch) {
    float[] tile = scratch.floats(Slots.X, Tiles.TILE);
    double total = reducer.neutral();
    for (long done = 0; done < length; done += Tiles.TILE) {
      int n = (int) Math.min(Tiles.TILE, length - done);
      x.get(from + done, tile, 0, n);
      Reducer.transform(spec.function(), tile, n);
      total = combine(total, reducer.reduce(tile, 0, n));
    }
    return total;
  }

  private double combine(double total, double next) {
    return switch (reducer) {
      case SUM -> total + next;
      case MAX -> Math.max(total, next);
      case MIN -> Math.min(total, next);
    };
  }

  private void store(Region y, long index, double result) {
    float scaled = (float) (spec.alpha() * result);
    y.set(index, spec.accumulate() ? y.get(index) + scaled : scaled);
  }

  /** Reduces over rows of the inner axis, a tile of columns at a time. */
  private void alongColumns(Region x, Region y, Workers workers) {
    int width = (int) Math.min(Tiles.TILE, spec.inner());
    if (width == 0) {
      return;
    }
    long tiles = (spec.inner() + width - 1) / width;
    workers.forRanges(
        spec.outer() * tiles,
        Tiles.unitsPerTask(width * Math.max(1, spec.middle())),
        (from, to, scratch) -> {
          for (long unit = from; unit < to; unit++) {
            long outer = unit / tiles;
            long column = (unit - outer * tiles) * width;
            int columns = (int) Math.min(width, spec.inner() - column);
            reduceColumns(x, y, outer, column, columns, scratch);
          }
        });
  }

  private void reduceColumns(
      Region x, Region y, long outer, long column, int columns, Scratch scratch) {
    double[] totals = new double[columns];
    Arrays.fill(totals, reducer.neutral());
    float[] block = scratch.floats(Slots.Y, columns);
    float[] tile = scratch.floats(Slots.X, Tiles.TILE);
    int together = columns == spec.inner() ? Math.max(1, Tiles.TILE / columns) : 1;
    long start = outer * spec.middle() * spec.inner() + column;
    for (long row = 0; row < spec.middle(); row += BLOCK_ROWS) {
      int rows = (int) Math.min(BLOCK_ROWS, spec.middle() - row);
      Arrays.fill(block, 0, columns, reducer.neutral());
      for (int done = 0; done < rows; done += together) {
        int now = Math.min(together, rows - done);
        x.get(start + (row + done) * spec.inner(), tile, 0, now * columns);
        Reducer.transform(spec.function(), tile, now * columns);
        for (int i = 0; i < now; i++) {
          reducer.combine(block, tile, i * columns, columns);
        }
      }
      for (int i = 0; i < columns; i++) {
        totals[i] = combine(totals[i], block[i]);
      }
    }
    storeColumns(y, outer * spec.inner() + column, columns, totals, scratch);
  }

  private void storeColumns(Region y, long at, int columns, double[] totals, Scratch scratch) {
    float[] results = scratch.floats(Slots.Y, columns);
    Arrays.fill(results, 0, columns, 0);
    if (spec.accumulate()) {
      y.get(at, results, 0, columns);
    }
    for (int i = 0; i < columns; i++) {
      float scaled = (float) (spec.alpha() * totals[i]);
      results[i] = spec.accumulate() ? results[i] + scaled : scaled;
    }
    y.put(at, results, 0, columns);
  }
}
