package io.decant.backend.cpu.kernel;

import io.decant.spi.op.ConvolutionGeometry;

/**
 * How the images of a batch share the workspace: image i belongs to group i mod {@code groups},
 * whose columns lie in its own slice. The number of groups follows from the geometry, not from the
 * number of threads.
 *
 * @param groups how many images are worked on at once at most
 * @param floats elements of a slice
 */
record ColumnSlices(int groups, long floats) {
  private static final int MOST_GROUPS = 8;

  /** Returns the slices of a convolution; none when not even one fits the limit. */
  static ColumnSlices of(ConvolutionGeometry geometry, long extraFloats, long limitBytes) {
    long columns = geometry.window().isPointwise() ? 0 : geometry.columnCount();
    long floats = columns + extraFloats;
    long most = floats == 0 ? MOST_GROUPS : limitBytes / (Float.BYTES * floats);
    return new ColumnSlices(
        (int) Math.max(0, Math.min(Math.min(MOST_GROUPS, most), Math.max(1, geometry.batch()))),
        floats);
  }

  long bytes() {
    return groups * floats * Float.BYTES;
  }
}
