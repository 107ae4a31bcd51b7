package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import java.util.List;
import java.util.Map;

/**
 * Kernels that compute each element of their result apart, a work item for each run of them, by a
 * function that is chosen at run time: {@code runs.h}.
 */
final class Runs {
  private static final int CPU_RUN = 16;
  private static final int CPU_GROUP = 64;
  private static final int RUN = 4;
  private static final int GROUP = 256;

  private Runs() {}

  /** Returns the plan of one launch over the first {@code operands} operands, in order. */
  static KernelPlan plan(
      String kernel,
      Geometry geometry,
      long count,
      int operands,
      List<Scalar> scalars,
      KernelTraits traits) {
    if (count == 0) {
      return KernelPlan.of();
    }
    int run = traits.isCpu() ? CPU_RUN : RUN;
    Grid grid = Grid.ofItems((count + run - 1) / run, traits.isCpu() ? CPU_GROUP : GROUP, traits);
    int step = traits.isCpu() ? 1 : grid.sizeX();
    return KernelPlan.of(
        new KernelCall(
            kernel,
            Map.of("RUN", Integer.toString(run), "STEP", Integer.toString(step)),
            geometry,
            count,
            grid,
            Elements.operands(operands),
            scalars));
  }
}
