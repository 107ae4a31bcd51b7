package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.memory.TopK;

/** {@link TopK}. */
final class TopKKernel implements Kernel {
  private final TopK spec;

  TopKKernel(TopK spec) {
    this.spec = spec;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    workers.forRanges(
        spec.outer() * spec.inner(),
        Tiles.unitsPerTask(spec.size()),
        (from, to, scratch) -> {
          TopK.Selection selection = new TopK.Selection(spec.k());
          for (long line = from; line < to; line++) {
            select(operands, line, selection);
          }
        });
  }

  private void select(Region[] operands, long line, TopK.Selection selection) {
    long inner = spec.inner();
    long row = line / inner;
    long column = line % inner;
    selection.clear();
    for (int i = 0; i < spec.size(); i++) {
      selection.offer(operands[0].get((row * spec.size() + i) * inner + column), i);
    }
    for (int i = 0; i < spec.k(); i++) {
      long at = (row * spec.k() + i) * inner + column;
      if (spec.indices()) {
        operands[1].set(at, selection.index(i));
      }
      if (spec.values()) {
        operands[operands.length - 1].set(at, selection.value(i));
      }
    }
  }
}
