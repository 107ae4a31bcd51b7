package io.decant.kernels.operator.product;

import io.decant.kernels.Geometry;

/**
 * One axis of a {@link WindowProduct}: place p of the grid reads, at tap t, the source's row {@code
 * p * step + base + t * tap}, and is row {@code p * place + first} of the result.
 *
 * @param source extent of the source
 * @param grid places
 * @param taps taps
 * @param step rows of the source between places
 * @param base row of the source at place 0, tap 0
 * @param tap rows of the source between taps
 * @param place rows of the result between places
 * @param first row of the result at place 0
 */
record SlidingAxis(
    long source, long grid, long taps, long step, long base, long tap, long place, long first) {
  /** Returns an axis of a convolution. */
  static SlidingAxis forward(Plane plane, int axis) {
    return new SlidingAxis(
        plane.input(axis),
        plane.output(axis),
        plane.kernel(axis),
        plane.stride(axis),
        -plane.pad(axis),
        plane.dilation(axis),
        1,
        0);
  }

  /**
   * Returns an axis of a convolution's gradient, for the rows of the input that the window's taps
   * {@code phase}, {@code phase + stride} and so on reach.
   *
   * @param phase below the stride, which is 1 where the window is dilated
   */
  static SlidingAxis backward(Plane plane, int axis, long phase) {
    long stride = plane.stride(axis);
    long first = Math.floorMod(phase - plane.pad(axis), stride);
    return new SlidingAxis(
        plane.output(axis),
        Math.max(0, ProductSize.ceiling(plane.input(axis) - first, stride)),
        Math.max(0, ProductSize.ceiling(plane.kernel(axis) - phase, stride)),
        1,
        (first + plane.pad(axis)) / stride,
        -plane.dilation(axis),
        stride,
        first);
  }

  /** Returns the sizes with the axis' letter. */
  Geometry addTo(Geometry geometry, String extent, String axis) {
    return geometry
        .with("SOURCE_" + extent, source)
        .with("GRID_" + extent, grid)
        .with("TAPS_" + axis, taps)
        .with("STEP_" + axis, step)
        .with("BASE_" + axis, base)
        .with("TAP_" + axis, tap)
        .with("PLACE_" + axis, place)
        .with("FIRST_" + axis, first);
  }
}
