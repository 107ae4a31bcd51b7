package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.Col2im;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@link Im2col}, {@link Col2im} and {@link WindowReduce}: a work item for each run of neighbouring
 * elements in a row of the result.
 */
final class WindowPlans {
  /** Elements of a run on a CPU; elsewhere, neighbouring work items take neighbouring elements. */
  private static final int UNFOLDED_RUN = 64;

  private static final int FOLDED_RUN = 8;
  private static final int REDUCED_RUN = 4;

  private static final int GROUP = 128;

  private WindowPlans() {}

  static KernelPlan im2col(Im2col spec, KernelTraits traits) {
    Window window = spec.window();
    long rows = window.planes() * window.kernelCount() * WindowGeometry.rows(window.output());
    return plan(
        "im2col",
        window,
        WindowGeometry.of(window, Set.of("WINDOW", "OUT")),
        rows,
        WindowGeometry.width(window.output()),
        Elements.operands(2),
        UNFOLDED_RUN,
        traits);
  }

  static KernelPlan col2im(Col2im spec, KernelTraits traits) {
    return fold(spec.window(), false, Elements.operands(2), traits);
  }

  /**
   * Returns the plan that adds, to each element of the input, the columns of the windows over it.
   *
   * @param repeated whether a window's columns are one number
   * @param buffers columns and input
   */
  static KernelPlan fold(
      Window window, boolean repeated, List<BufferArgument> buffers, KernelTraits traits) {
    if (window.inputCount() == 0) {
      return KernelPlan.of();
    }
    return plan(
        "col2im",
        window,
        WindowGeometry.of(window, Set.of("STEP", "IN")).with("REPEATED", repeated ? 1 : 0),
        window.planes() * WindowGeometry.rows(window.input()),
        WindowGeometry.width(window.input()),
        buffers,
        FOLDED_RUN,
        traits);
  }

  static KernelPlan reduce(WindowReduce spec, KernelTraits traits) {
    Window window = spec.window();
    BufferArgument index = new BufferArgument.Operand(spec.indices() ? 2 : 1, 0);
    return plan(
        "window_reduce",
        window,
        WindowGeometry.of(window, Set.of("OUT"))
            .with("OPERATION", spec.function() == WindowReduce.Function.MAX ? 0 : 1)
            .with("INDICES", spec.indices() ? 1 : 0),
        window.planes() * WindowGeometry.rows(window.output()),
        WindowGeometry.width(window.output()),
        List.of(new BufferArgument.Operand(0, 0), new BufferArgument.Operand(1, 0), index),
        REDUCED_RUN,
        traits);
  }

  private static KernelPlan plan(
      String kernel,
      Window window,
      Geometry geometry,
      long rows,
      long width,
      List<BufferArgument> buffers,
      int cpuRun,
      KernelTraits traits) {
    if (rows == 0) {
      return KernelPlan.of();
    }
    int run = traits.isCpu() ? cpuRun : 1;
    long runs = (width + run - 1) / run;
    Map<String, String> constants = new HashMap<>(AxisLists.constants(WindowGeometry.rank(window)));
    constants.put("RUN", Integer.toString(run));
    return KernelPlan.of(
        new KernelCall(
            kernel,
            constants,
            geometry.with("ITEMS", rows * runs).withDivisor("RUNS", runs),
            rows * width * window.kernelCount(),
            Elements.grid(rows * runs, GROUP, traits),
            buffers,
            List.of()));
  }
}
