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
  private Elements() {}

  /** Returns the first operands of an operator, in order. */
  static List<BufferArgument> operands(int count) {
    List<BufferArgument> buffers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      buffers.add(new BufferArgument.Operand(i, 0));
    }
    return buffers;
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
    return plan(kernel, constants, geometry, count, operands(operands), scalars, traits);
  }

  /** Returns the plan of one launch. */
  static KernelPlan plan(
      String kernel,
      Map<String, String> constants,
      Geometry geometry,
      long count,
      List<BufferArgument> buffers,
      List<Scalar> scalars,
      KernelTraits traits) {
    return count == 0
        ? KernelPlan.of()
        : KernelPlan.of(
            new KernelCall(
                kernel, constants, geometry, count, Grid.ofItems(count, traits), buffers, scalars));
  }
}
