package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ClassificationAccuracy;
import io.decant.spi.op.LabelGeometry;
import java.util.Optional;

/** {@link ClassificationAccuracy}: hits are found in parallel, then counted in order. */
final class ClassificationAccuracyKernel implements Kernel {
  private final ClassificationAccuracy spec;
  private final LabelGeometry geometry;
  private final ChannelBlocks blocks;

  private ClassificationAccuracyKernel(ClassificationAccuracy spec) {
    this.spec = spec;
    this.geometry = spec.geometry();
    this.blocks = new ChannelBlocks(geometry.outer(), geometry.classes(), geometry.inner());
  }

  /** Returns the kernel, or empty where labels or classes are more than elements of an array. */
  static Optional<Kernel> of(ClassificationAccuracy spec) {
    return spec.geometry().labels() < Integer.MAX_VALUE / 2
            && ChannelBlocks.covers(spec.geometry().classes())
        ? Optional.of(new ClassificationAccuracyKernel(spec))
        : Optional.empty();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    float[] labels = new float[(int) geometry.labels()];
    operands[1].get(0, labels, 0, labels.length);
    boolean[] hits = new boolean[labels.length];
    workers.forRanges(
        blocks.count(),
        blocks.grain(),
        (from, to, scratch) -> {
          for (long block = from; block < to; block++) {
            rank(operands[0], block, labels, hits, scratch);
          }
        });
    count(operands, labels, hits);
  }

  private void rank(Region scores, long block, float[] labels, boolean[] hits, Scratch scratch) {
    float[] values = scratch.floats(Slots.X, blocks.size());
    blocks.load(scores, block, values);
    int n = blocks.width(block);
    int first = (int) blocks.position(block);
    for (int i = 0; i < n; i++) {
      float label = labels[first + i];
      if (isClass(label)) {
        float own = values[(int) label * n + i];
        int rank = 0;
        for (int channel = 0; channel < blocks.channels(); channel++) {
          rank += values[channel * n + i] >= own ? 1 : 0;
        }
        hits[first + i] = rank > 0 && rank <= spec.topK();
      }
    }
  }

  private boolean isClass(float label) {
    return label >= 0 && label < geometry.classes();
  }

  private void count(Region[] operands, float[] labels, boolean[] hits) {
    int[] hitsOf = new int[blocks.channels()];
    int[] labelsOf = new int[blocks.channels()];
    int allHits = 0;
    int allLabels = 0;
    for (int i = 0; i < labels.length; i++) {
      if (geometry.ignores() && labels[i] == geometry.ignored()) {
        continue;
      }
      int hit = hits[i] ? 1 : 0;
      allHits += hit;
      allLabels++;
      if (isClass(labels[i])) {
        hitsOf[(int) labels[i]] += hit;
        labelsOf[(int) labels[i]]++;
      }
    }
    operands[2].set(0, share(allHits, allLabels));
    for (int label = 0; spec.perClass() && label < hitsOf.length; label++) {
      operands[3].set(label, share(hitsOf[label], labelsOf[label]));
    }
  }

  private static float share(int hits, int labels) {
    return (float) hits / Math.max(1, labels);
  }
}
