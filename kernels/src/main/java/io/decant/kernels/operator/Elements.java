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
 * Kernels that compute each element of their result apart, a work item for each; the file includes
 * {@code elements.h}, which says which element.
 */
final class Elements {
  private static final int GROUP = 256;

  private Elements() {}

  /** Returns a grid for {@code count} elements. */
  static Grid grid(long count, KernelTraits traits) {
    int size = traits.groupSize(GROUP);
    return Grid.of(Math.max(1, (count + size - 1) / size), size);
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
