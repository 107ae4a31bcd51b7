package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.SoftmaxLoss;

/** {@link SoftmaxLoss}: each task sums its labels, then their sums are added in order. */
final class SoftmaxLossKernel implements Kernel {
  private static final int LABELS_PER_TASK = 2048;

  private final SoftmaxLoss spec;
  private final LabelGeometry geometry;

  SoftmaxLossKernel(SoftmaxLoss spec) {
    this.spec = spec;
    this.geometry = spec.geometry();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    int tasks = (int) ((geometry.labels() + LABELS_PER_TASK - 1) / LABELS_PER_TASK);
    double[] sums = new double[tasks];
    long[] counts = new long[tasks];
    workers.forEach(tasks, (task, scratch) -> sum(operands, task, sums, counts, scratch));
    double sum = 0;
    long count = 0;
    for (int task = 0; task < tasks; task++) {
      sum += sums[task];
      count += counts[task];
    }
    float divisor =
        switch (spec.normalization()) {
          case FULL -> Math.max(1, geometry.labels());
          case VALID -> Math.max(1, count);
          case BATCH_SIZE -> Math.max(1, geometry.outer());
          case NONE -> 1;
        };
    operands[2].set(0, (float) (-sum / divisor));
    operands[3].set(0, divisor);
  }

  private void sum(Region[] operands, int task, double[] sums, long[] counts, Scratch scratch) {
    long from = (long) task * LABELS_PER_TASK;
    int n = (int) Math.min(LABELS_PER_TASK, geometry.labels() - from);
    float[] labels = scratch.floats(Slots.X, LABELS_PER_TASK);
    operands[1].get(from, labels, 0, n);
    double sum = 0;
    long count = 0;
    for (int i = 0; i < n; i++) {
      if (geometry.ignores() && labels[i] == geometry.ignored()) {
        continue;
      }
      count++;
      sum += Math.log(Math.max(probability(operands[0], from + i, labels[i]), Float.MIN_NORMAL));
    }
    sums[task] = sum;
    counts[task] = count;
  }

  private float probability(Region probabilities, long position, float label) {
    if (!(label >= 0 && label < geometry.classes())) {
      return Float.NaN;
    }
    long outer = position / geometry.inner();
    long row = outer * geometry.classes() + (long) label;
    return probabilities.get(row * geometry.inner() + (position - outer * geometry.inner()));
  }
}
