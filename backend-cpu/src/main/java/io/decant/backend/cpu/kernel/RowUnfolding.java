package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.spi.op.Window;
import java.util.Arrays;

/**
 * Windows as rows. The image is turned to have its channels innermost, so that what a window covers
 * is a few long runs, whatever the stride.
 */
final class RowUnfolding implements Unfolding {
  /** Elements that are moved between the heap and the matrix at a time. */
  private static final int BLOCK = 4096;

  private final PaddedPlane geometry;
  private final PlaneRows imageRows;
  private final int channels;
  private final int depth;
  private final int run;
  private final int[] runOffsets;
  private final int rowsTogether;

  RowUnfolding(Window window, int channels) {
    this.geometry = new PaddedPlane(window, channels);
    this.imageRows = new PlaneRows(geometry);
    this.channels = channels;
    this.depth = channels * geometry.kernelCount();
    int together = runLength(window);
    this.run = channels * together;
    this.runOffsets = new int[geometry.kernelCount() / together];
    Arrays.setAll(runOffsets, i -> geometry.offset(i * together));
    this.rowsTogether = Math.max(1, BLOCK / depth);
  }

  /** Returns how many positions of a window lie side by side. */
  static int runLength(Window window) {
    int last = window.rank() - 1;
    return last >= 0 && window.dilation().get(last) == 1
        ? Math.toIntExact(window.kernel().get(last))
        : 1;
  }

  @Override
  public boolean isByRows() {
    return true;
  }

  @Override
  public int load(Region x, long at, int from, int to, int loaded, Scratch scratch) {
    boolean fresh = loaded == NOTHING;
    int first = fresh ? imageRows.first(from) : loaded;
    int behind = Math.max(first, imageRows.behind(to - 1));
    float[] image = scratch.floats(Slots.PLANE, geometry.size());
    imageRows.pad(image, 0, first, behind, fresh);
    int width = geometry.inputWidth();
    int count = (behind - first) * width;
    float[] stage = scratch.floats(Slots.STAGE, geometry.inputCount());
    for (int channel = 0; channel < channels; channel++) {
      x.get(at + (long) channel * geometry.inputCount() + (long) first * width, stage, 0, count);
      for (int row = first; row < behind; row++) {
        int target = geometry.inputRow(row) + channel;
        spread(stage, (row - first) * width, image, target, channels, width);
      }
    }
    return behind;
  }

  private static void spread(float[] source, int from, float[] target, int to, int step, int n) {
    for (int i = 0; i < n; i++) {
      target[to + i * step] = source[from + i];
    }
  }

  @Override
  public void unfold(int from, int to, Region matrix, long at, Scratch scratch) {
    float[] image = scratch.floats(Slots.PLANE, geometry.size());
    float[] block = scratch.floats(Slots.STAGE, rowsTogether * depth);
    for (int first = from; first < to; first += rowsTogether) {
      int rows = Math.min(rowsTogether, to - first);
      for (int i = 0; i < rows; i++) {
        int start = start(first + i);
        int target = i * depth;
        for (int offset : runOffsets) {
          System.arraycopy(image, start + offset, block, target, run);
          target += run;
        }
      }
      matrix.put(at + (long) (first - from) * depth, block, 0, rows * depth);
    }
  }

  @Override
  public void clear(Scratch scratch) {
    Arrays.fill(scratch.floats(Slots.PLANE, geometry.size()), 0, geometry.size(), 0);
  }

  @Override
  public void fold(int from, int to, Region matrix, long at, Scratch scratch) {
    float[] image = scratch.floats(Slots.PLANE, geometry.size());
    float[] block = scratch.floats(Slots.STAGE, rowsTogether * depth);
    for (int first = from; first < to; first += rowsTogether) {
      int rows = Math.min(rowsTogether, to - first);
      matrix.get(at + (long) (first - from) * depth, block, 0, rows * depth);
      for (int i = 0; i < rows; i++) {
        int start = start(first + i);
        int source = i * depth;
        for (int offset : runOffsets) {
          PaddedPlane.addTo(block, source, image, start + offset, 1, run);
          source += run;
        }
      }
    }
  }

  @Override
  public void store(Region x, long at, Scratch scratch) {
    float[] image = scratch.floats(Slots.PLANE, geometry.size());
    int count = geometry.inputCount();
    int width = geometry.inputWidth();
    float[] stage = scratch.floats(Slots.STAGE, count);
    for (int channel = 0; channel < channels; channel++) {
      for (int row = 0; row < geometry.inputRows(); row++) {
        int start = geometry.inputRow(row) + channel;
        PaddedPlane.pick(image, start, channels, stage, row * width, width);
      }
      x.put(at + (long) channel * count, stage, 0, count);
    }
  }

  private int start(int window) {
    int row = window / geometry.width();
    return geometry.rowBase(row) + (window - row * geometry.width()) * geometry.step();
  }
}
