package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import java.util.Arrays;

/** Unfolds planes of an image into columns and folds them back, for convolutions. */
final class ImageColumns {
  private ImageColumns() {}

  /** Unfolds one plane of x into the columns of plane {@code target}. */
  static void unfold(
      Slide slide, Region x, long plane, Region columns, long target, Scratch scratch) {
    float[] in = scratch.floats(Slots.X, slide.inputCount);
    float[] out = scratch.floats(Slots.Y, slide.outputCount);
    x.get(plane * slide.inputCount, in, 0, slide.inputCount);
    for (int position = 0; position < slide.kernelCount; position++) {
      slide.forEachRow(
          position,
          (row, at, from, to, step) -> {
            int end = slide.rowEnd(row);
            if (from >= to) {
              Arrays.fill(out, row, end, 0);
              return;
            }
            Arrays.fill(out, row, row + from, 0);
            if (step == 1) {
              System.arraycopy(in, at + from, out, row + from, to - from);
            } else {
              for (int i = from; i < to; i++) {
                out[row + i] = in[at + i * step];
              }
            }
            Arrays.fill(out, row + to, end, 0);
          });
      columns.put(
          (target * slide.kernelCount + position) * slide.outputCount, out, 0, slide.outputCount);
    }
  }

  /** Folds the columns of plane {@code source} into one plane of x. */
  static void fold(
      Slide slide, Region columns, long source, Region x, long plane, Scratch scratch) {
    float[] in = scratch.floats(Slots.X, slide.inputCount);
    float[] out = scratch.floats(Slots.Y, slide.outputCount);
    Arrays.fill(in, 0, slide.inputCount, 0);
    for (int position = 0; position < slide.kernelCount; position++) {
      columns.get(
          (source * slide.kernelCount + position) * slide.outputCount, out, 0, slide.outputCount);
      slide.forEachRow(
          position,
          (row, at, from, to, step) -> {
            for (int i = from; i < to; i++) {
              in[at + i * step] += out[row + i];
            }
          });
    }
    x.put(plane * slide.inputCount, in, 0, slide.inputCount);
  }
}
