package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.blas.CutProduct;
import io.decant.backend.cpu.blas.Product;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Layout;
import io.decant.spi.op.Window;

/**
 * What the three kernels of a convolution share. Images are worked on one by one, and large ones in
 * panels of windows, so that the matrix of windows is still in the cache when it is multiplied.
 */
final class ConvolutionPlan {
  /** Elements of a matrix of windows: a quarter of a usual second-level cache. */
  private static final int PANEL_FLOATS = 1 << 16;

  /** Windows of a panel at least: fewer would multiply slowly. */
  private static final int LEAST_WINDOWS = 128;

  /** Largest image, in elements, that is worth a copy on the heap of each thread. */
  private static final long LARGEST_IMAGE = 1L << 24;

  /** Tasks that share out the batch: their number must not depend on that of the threads. */
  private static final int MOST_TASKS = 16;

  /** Panels of all images that make enough tasks. */
  private static final int LEAST_UNITS = 4;

  /** Shortest run of channels that is worth turning the image. */
  private static final int SHORTEST_RUN = 16;

  private static final int LONG_RUN = 64;

  final ConvolutionGeometry geometry;
  final boolean pointwise;
  final Unfolding unfolding;
  final int groupOutputs;
  final int depth;
  final int windows;
  final int panelWindows;
  final int panels;
  private final Blas blas;

  /** Makes the plan of a geometry that {@link #covers}. */
  ConvolutionPlan(ConvolutionGeometry geometry, Blas blas) {
    this.geometry = geometry;
    this.blas = blas;
    this.pointwise = geometry.window().isPointwise();
    this.groupOutputs = (int) geometry.groupOutputs();
    this.depth = (int) geometry.groupDepth();
    this.windows = (int) geometry.window().outputCount();
    this.panelWindows = (int) panelWindows(geometry);
    this.panels = (windows + panelWindows - 1) / panelWindows;
    int channels = (int) (geometry.inputs() / geometry.groups());
    this.unfolding =
        isBetterByRows(geometry.window(), channels)
            ? new RowUnfolding(geometry.window(), channels)
            : new ColumnUnfolding(geometry.window(), channels);
  }

  /**
   * Returns whether channels come first and sizes are those of images; others are left to the
   * decomposition.
   */
  static boolean covers(ConvolutionGeometry geometry) {
    long channels = geometry.inputs() / geometry.groups();
    return geometry.layout() == Layout.CHANNELS_FIRST
        && geometry.inputs() > 0
        && geometry.outputs() > 0
        && geometry.batch() < Integer.MAX_VALUE / geometry.groups()
        && PaddedPlane.count(geometry.window(), channels) <= LARGEST_IMAGE
        && geometry.window().outputCount() <= LARGEST_IMAGE
        && geometry.groupDepth() <= LARGEST_IMAGE
        && geometry.groupOutputs() <= LARGEST_IMAGE;
  }

  private static long panelWindows(ConvolutionGeometry geometry) {
    long depth = Math.max(1, geometry.groupDepth());
    long fitting = Math.max(LEAST_WINDOWS, PANEL_FLOATS / depth / 16 * 16);
    return Math.max(1, Math.min(geometry.window().outputCount(), fitting));
  }

  /**
   * Returns whether a convolution has too few panels to share out: its steps one by one are better,
   * since a product is also cut along the outputs.
   */
  static boolean isSmall(ConvolutionGeometry geometry) {
    long panelWindows = panelWindows(geometry);
    long panels = (geometry.window().outputCount() + panelWindows - 1) / panelWindows;
    long least = geometry.window().isPointwise() ? 2 * LEAST_UNITS : LEAST_UNITS;
    return covers(geometry) && geometry.batch() * geometry.groups() * panels < least;
  }

  private static boolean isBetterByRows(Window window, int channels) {
    int last = window.rank() - 1;
    if (last < 0 || window.kernelCount() == 1) {
      return false;
    }
    int run = channels * RowUnfolding.runLength(window);
    return run >= SHORTEST_RUN
        && (run >= LONG_RUN || run >= window.output(last) || window.stride().get(last) > 1);
  }

  /** Returns whether weights must be reordered before use. */
  boolean reordersWeights() {
    return !pointwise && unfolding.isByRows() && geometry.window().kernelCount() > 1;
  }

  /** Returns the elements of a task's matrix of windows. */
  long sliceFloats() {
    return pointwise ? 0 : (long) panelWindows * depth;
  }

  /** Returns the number of images times groups. */
  int images() {
    return (int) (geometry.batch() * geometry.groups());
  }

  /**
   * Returns how many tasks share out the work.
   *
   * @param units largest number that makes sense
   * @param fixedFloats workspace besides that of tasks
   * @param taskFloats workspace of a task
   * @param limitBytes the workspace's limit
   * @return 0 when not even one task fits
   */
  static int tasks(long units, long fixedFloats, long taskFloats, long limitBytes) {
    long free = limitBytes / Float.BYTES - fixedFloats;
    if (free < taskFloats) {
      return 0;
    }
    long fitting = taskFloats == 0 ? MOST_TASKS : free / taskFloats;
    return (int) Math.min(Math.min(MOST_TASKS, fitting), Math.max(1, units));
  }

  /** Returns the first window of a panel. */
  int panelStart(int panel) {
    return panel * panelWindows;
  }

  /** Returns the window behind a panel. */
  int panelEnd(int panel) {
    return Math.min(windows, (panel + 1) * panelWindows);
  }

  /** Returns the index in x of the first element of an image's group. */
  long inputAt(int image) {
    return image * (geometry.imageCount() / geometry.groups());
  }

  /** Returns the index in y of the first element of an image's group. */
  long outputAt(int image) {
    return image * (geometry.outputImageCount() / geometry.groups());
  }

  /** Returns the index of the first weight of an image's group. */
  long weightsAt(int image) {
    return image % geometry.groups() * groupOutputs * depth;
  }

  /** Returns y = w * windows over {@code count} windows. */
  CutProduct forward(int count) {
    boolean rows = byRows();
    return product(false, rows, groupOutputs, count, depth, depth, stride(count), windows);
  }

  /** Returns dw = dy * transposed windows. */
  CutProduct weights(int count) {
    return weights(count, groupOutputs, depth);
  }

  /** Returns a tile of dw = dy * transposed windows. */
  CutProduct weights(int count, int outputs, int depths) {
    boolean rows = byRows();
    return product(false, !rows, outputs, depths, count, windows, stride(count), depth);
  }

  /** Returns where the part of a matrix of windows starts that a tile of dw is made from. */
  long partAt(int count, int fromDepth) {
    return byRows() ? fromDepth : (long) fromDepth * stride(count);
  }

  /** Returns windows = transposed w * dy, or its transpose. */
  CutProduct data(int count) {
    return byRows()
        ? product(true, false, count, depth, groupOutputs, windows, depth, depth)
        : product(true, false, depth, count, groupOutputs, depth, windows, stride(count));
  }

  boolean byRows() {
    return !pointwise && unfolding.isByRows();
  }

  /** Returns the elements between two rows of the matrix of windows. */
  private int stride(int count) {
    if (pointwise) {
      return windows;
    }
    return byRows() ? depth : count;
  }

  private CutProduct product(
      boolean transA, boolean transB, int m, int n, int k, int lda, int ldb, int ldc) {
    return new CutProduct(blas, new Product(transA, transB, m, n, k, lda, ldb, ldc, 1));
  }
}
