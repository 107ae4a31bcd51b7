package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Layout;
import io.decant.spi.op.Window;
import java.util.Arrays;

/**
 * The planes on both sides of a convolution of each channel by itself. An input plane is dealt out,
 * with its padding, to a phase for each residue of row and column modulo the strides, so that what
 * one element of the window covers is one run of a phase, whatever the stride. Output planes have
 * rows as long as those of phases; what stands behind a row means nothing.
 */
final class DepthwisePlane {
  private static final long LARGEST_PLANE = 1L << 21;
  private static final long LARGEST_STRIDE = 8;

  private final int height;
  private final int width;
  private final int strideRows;
  private final int strideColumns;
  private final int padRows;
  private final int padColumns;
  private final int phaseRows;
  private final int pitch;
  private final int outputRows;
  private final int outputColumns;
  private final int[] offsets;

  DepthwisePlane(Window window) {
    int last = window.rank() - 1;
    this.height = last == 0 ? 1 : extent(window.input().get(0));
    this.width = extent(window.input().get(last));
    this.strideRows = last == 0 ? 1 : extent(window.stride().get(0));
    this.strideColumns = extent(window.stride().get(last));
    this.padRows = last == 0 ? 0 : extent(window.padBegin().get(0));
    this.padColumns = extent(window.padBegin().get(last));
    this.outputRows = last == 0 ? 1 : extent(window.output(0));
    this.outputColumns = extent(window.output(last));
    int kernelRows = last == 0 ? 1 : extent(window.kernel().get(0));
    int kernelColumns = extent(window.kernel().get(last));
    int dilationRows = last == 0 ? 1 : extent(window.dilation().get(0));
    int dilationColumns = extent(window.dilation().get(last));
    int reachRows = (outputRows - 1) * strideRows + dilationRows * (kernelRows - 1) + 1;
    int reachColumns =
        (outputColumns - 1) * strideColumns + dilationColumns * (kernelColumns - 1) + 1;
    this.phaseRows = parts(Math.max(padRows + height, reachRows), strideRows);
    this.pitch = parts(Math.max(padColumns + width, reachColumns), strideColumns);
    this.offsets = new int[kernelRows * kernelColumns];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = at(k / kernelColumns * dilationRows, k % kernelColumns * dilationColumns);
    }
  }

  private static int extent(long value) {
    return Math.toIntExact(value);
  }

  private static int parts(int extent, int stride) {
    return (extent + stride - 1) / stride;
  }

  /** Returns whether each channel is by itself, channels come first, and planes are small. */
  static boolean covers(ConvolutionGeometry geometry) {
    Window window = geometry.window();
    return geometry.layout() == Layout.CHANNELS_FIRST
        && geometry.groups() == geometry.inputs()
        && geometry.groups() > 1
        && (window.rank() == 1 || window.rank() == 2)
        && window.inputCount() > 0
        && window.outputCount() > 0
        && window.stride().stream().allMatch(stride -> stride <= LARGEST_STRIDE)
        && PaddedPlane.count(window, 1) <= LARGEST_PLANE;
  }

  /** Returns where an element of a padded plane lies among the phases. */
  private int at(int row, int column) {
    int phase = row % strideRows * strideColumns + column % strideColumns;
    return (phase * phaseRows + row / strideRows) * pitch + column / strideColumns;
  }

  /** Returns the elements of all phases. */
  int size() {
    return strideRows * strideColumns * phaseRows * pitch;
  }

  /** Returns the elements of an output plane from the first to the last that means something. */
  int run() {
    return (outputRows - 1) * pitch + outputColumns;
  }

  /** Returns the elements of an output plane as it is stored. */
  int outputCount() {
    return outputRows * outputColumns;
  }

  /** Returns the elements of an input plane as it is stored. */
  int inputCount() {
    return height * width;
  }

  /** Returns the number of elements of the window. */
  int taps() {
    return offsets.length;
  }

  /** Returns where the run begins that an element of the window covers. */
  int offset(int tap) {
    return offsets[tap];
  }

  /** Loads an input plane. */
  void load(Region x, long from, float[] phases, Scratch scratch) {
    float[] stage = scratch.floats(Slots.STAGE, inputCount());
    x.get(from, stage, 0, inputCount());
    Arrays.fill(phases, 0, size(), 0);
    for (int row = 0; row < height; row++) {
      for (int phase = 0; phase < strideColumns; phase++) {
        int first = first(phase);
        int to = at(row + padRows, first + padColumns);
        int n = count(first);
        PaddedPlane.pick(stage, row * width + first, strideColumns, phases, to, n);
      }
    }
  }

  /** Stores an input plane. */
  void store(float[] phases, Region x, long to, Scratch scratch) {
    float[] stage = scratch.floats(Slots.STAGE, inputCount());
    Arrays.fill(stage, 0, inputCount(), 0);
    for (int row = 0; row < height; row++) {
      for (int phase = 0; phase < strideColumns; phase++) {
        int first = first(phase);
        int from = at(row + padRows, first + padColumns);
        PaddedPlane.addTo(phases, from, stage, row * width + first, strideColumns, count(first));
      }
    }
    x.put(to, stage, 0, inputCount());
  }

  /** Returns the first column of a phase. */
  private int first(int phase) {
    return Math.floorMod(phase - padColumns, strideColumns);
  }

  private int count(int first) {
    return Math.max(0, parts(width - first, strideColumns));
  }

  /** Loads an output plane, zeros behind its rows. */
  void loadOutput(Region y, long from, float[] target, Scratch scratch) {
    float[] stage = scratch.floats(Slots.STAGE, outputCount());
    y.get(from, stage, 0, outputCount());
    Arrays.fill(target, 0, run(), 0);
    for (int row = 0; row < outputRows; row++) {
      System.arraycopy(stage, row * outputColumns, target, row * pitch, outputColumns);
    }
  }

  /** Stores an output plane, whose rows are moved together. */
  void storeOutput(float[] source, Region y, long to) {
    for (int row = 1; row < outputRows; row++) {
      System.arraycopy(source, row * pitch, source, row * outputColumns, outputColumns);
    }
    y.put(to, source, 0, outputCount());
  }
}
