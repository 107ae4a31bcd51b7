package io.decant.kernels.operator;

import io.decant.kernels.Grid;
import io.decant.kernels.KernelTraits;

/**
 * A group of work items along two axes. A CPU runs the work items of a group one after another, so
 * that there a work item does the work of a group.
 *
 * @param x work items along axis 0, a power of two
 * @param y work items along axis 1, a power of two
 */
record GroupShape(int x, int y) {
  /** Returns the shape nearest to the wanted one that the device has. */
  static GroupShape of(int x, int y, KernelTraits traits) {
    if (traits.isCpu()) {
      return new GroupShape(1, 1);
    }
    int size = traits.groupSize(x * y);
    int alongX = Math.min(x, size);
    return new GroupShape(alongX, size / alongX);
  }

  /** Returns a grid of {@code groups} such groups along axis 0. */
  Grid grid(long groups) {
    return new Grid(groups, 1, 1, x, y, 1);
  }
}
