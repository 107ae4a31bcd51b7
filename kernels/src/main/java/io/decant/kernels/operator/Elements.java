package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Kernels that compute each element of their result apart. A work item takes every {@code GROUPS(0)
 * * GROUP_X}-th element, so the grid fits the device, not the tensor; the file includes {@code
 * elements.h} for the loop.
 */
final class Elements {
  private static final int GROUP = 256;
  private static final int GROUPS_PER_UNIT = 16;

  private Elements() {}

  /** Returns a grid for {@code count} elements. */
  static Grid grid(long count, KernelTraits traits) {
    int size = traits.groupSize(GROUP);
    long groups = Math.max(1, (count + size - 1) / size);
    return Grid.of(Math.min(groups, (long) traits.computeUnits() * GROUPS_PER_UNIT), size);
  }

  /** Returns the plan of one launch over all operands, in order. */
  static KernelPlan plan(
      String kernel,
      Map<String, String> constants,
      Geometry geometry,
      long count,
      int operands,
      List<Scalar> scalars,
      KernelTraits traits) {
    if (count == 0) {
      return KernelPlan.of();
    }
    List<BufferArgument> buffers = new ArrayList<>(operands);
    for (int i = 0; i < operands; i++) {
      buffers.add(new BufferArgument.Operand(i, 0));
    }
    return KernelPlan.of(
        new KernelCall(kernel, constants, geometry, count, grid(count, traits), buffers, scalars));
  }
}
