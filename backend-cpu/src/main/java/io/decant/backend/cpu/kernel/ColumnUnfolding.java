package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.spi.op.Window;
import java.util.Arrays;

/** Windows as columns: the better way where channels are few and rows of windows are long. */
final class ColumnUnfolding implements Unfolding {
  private final PaddedPlane geometry;
  private final PlaneRows rows;
  private final int channels;

  ColumnUnfolding(Window window, int channels) {
    this.geometry = new PaddedPlane(window, 1);
    this.rows = new PlaneRows(geometry);
    this.channels = channels;
  }

  @Override
  public boolean isByRows() {
    return false;
  }

  @Override
  public int load(Region x, long at, int from, int to, int loaded, Scratch scratch) {
    boolean fresh = loaded == NOTHING;
    int first = fresh ? rows.first(from) : loaded;
    int behind = Math.max(first, rows.behind(to - 1));
    float[] image = image(scratch);
    float[] stage = scratch.floats(Slots.STAGE, geometry.inputCount());
    for (int channel = 0; channel < channels; channel++) {
      int base = channel * geometry.size();
      rows.pad(image, base, first, behind, fresh);
      rows.insert(
          x, at + (long) channel * geometry.inputCount(), first, behind, image, base, stage);
    }
    return behind;
  }

  @Override
  public void unfold(int from, int to, Region matrix, long at, Scratch scratch) {
    float[] image = image(scratch);
    int positions = to - from;
    float[] stage = scratch.floats(Slots.STAGE, positions);
    long target = at;
    for (int channel = 0; channel < channels; channel++) {
      for (int k = 0; k < geometry.kernelCount(); k++) {
        int start = channel * geometry.size() + geometry.offset(k);
        for (int window = from; window < to; ) {
          int row = window / geometry.width();
          int column = window - row * geometry.width();
          int n = Math.min(to - window, geometry.width() - column);
          int source = start + geometry.rowBase(row) + column * geometry.step();
          PaddedPlane.pick(image, source, geometry.step(), stage, window - from, n);
          window += n;
        }
        matrix.put(target, stage, 0, positions);
        target += positions;
      }
    }
  }

  @Override
  public void clear(Scratch scratch) {
    Arrays.fill(image(scratch), 0, channels * geometry.size(), 0);
  }

  @Override
  public void fold(int from, int to, Region matrix, long at, Scratch scratch) {
    float[] image = image(scratch);
    int positions = to - from;
    float[] stage = scratch.floats(Slots.STAGE, positions);
    long source = at;
    for (int channel = 0; channel < channels; channel++) {
      for (int k = 0; k < geometry.kernelCount(); k++) {
        matrix.get(source, stage, 0, positions);
        source += positions;
        int start = channel * geometry.size() + geometry.offset(k);
        for (int window = from; window < to; ) {
          int row = window / geometry.width();
          int column = window - row * geometry.width();
          int n = Math.min(to - window, geometry.width() - column);
          int target = start + geometry.rowBase(row) + column * geometry.step();
          PaddedPlane.addTo(stage, window - from, image, target, geometry.step(), n);
          window += n;
        }
      }
    }
  }

  @Override
  public void store(Region x, long at, Scratch scratch) {
    float[] image = image(scratch);
    float[] stage = scratch.floats(Slots.STAGE, geometry.inputCount());
    for (int channel = 0; channel < channels; channel++) {
      long target = at + (long) channel * geometry.inputCount();
      geometry.extract(image, channel * geometry.size(), x, target, stage);
    }
  }

  private float[] image(Scratch scratch) {
    return scratch.floats(Slots.PLANE, channels * geometry.size());
  }
}
