package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
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
 * {@link Im2col}, {@link Col2im}, {@link WindowReduce} and averages under windows: a work item for
 * each run of neighbouring elements in a row of the result.
 */
final class WindowPlans {
  /** Elements of a run on a CPU; elsewhere, neighbouring work items take neighbouring elements. */
  private static final int UNFOLDED_RUN = 64;

  private static final int FOLDED_RUN = 8;

  /** Elements of a vector of {@code window_run.h}. */
  private static final int VECTOR = 8;

  /** What finding an element under a window costs, in multiply-adds of a product. */
  private static final long WORK_OF_ELEMENT = 8;

  private static final int MAX = 0;
  private static final int SUM = 1;
  private static final int AVERAGE = 2;

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
    Window window = spec.window();
    if (window.inputCount() == 0) {
      return KernelPlan.of();
    }
    return plan(
        "col2im",
        window,
        WindowGeometry.of(window, Set.of("STEP", "IN")),
        window.planes() * WindowGeometry.rows(window.input()),
        WindowGeometry.width(window.input()),
        Elements.operands(2),
        FOLDED_RUN,
        traits);
  }

  static KernelPlan reduce(WindowReduce spec, KernelTraits traits) {
    BufferArgument index = new BufferArgument.Operand(spec.indices() ? 2 : 1, 0);
    int operation = spec.function() == WindowReduce.Function.MAX ? MAX : SUM;
    long elementsAtPosition = spec.indices() ? spec.elementsAtPosition() : 0;
    return reduce(
        spec.window(), spec.window().input(), operation, elementsAtPosition, index, traits);
  }

  /**
   * Returns the plan of the average under each window.
   *
   * @param extent cells along each axis, from the begin of the first window on
   */
  static KernelPlan average(Window window, List<Long> extent, KernelTraits traits) {
    return reduce(window, extent, AVERAGE, 0, new BufferArgument.Operand(1, 0), traits);
  }

  /** Returns the plan of the gradient of {@link #average}. */
  static KernelPlan averageBackward(Window window, List<Long> extent, KernelTraits traits) {
    return plan(
        "average_backward",
        window,
        WindowGeometry.with(window, "EXTENT", extent, Set.of("STEP", "DILATION", "IN")),
        window.planes() * WindowGeometry.rows(window.input()),
        WindowGeometry.width(window.input()),
        Elements.operands(2),
        VECTOR,
        traits);
  }

  /**
   * Returns the plan.
   *
   * @param elementsAtPosition how many neighbouring elements have the same position; 0 where
   *     positions are not wanted
   */
  private static KernelPlan reduce(
      Window window,
      List<Long> extent,
      int operation,
      long elementsAtPosition,
      BufferArgument index,
      KernelTraits traits) {
    return plan(
        "window_reduce",
        window,
        WindowGeometry.with(window, "EXTENT", extent, Set.of("DILATION", "OUT"))
            .with("INPUTS", window.planes() * window.inputCount())
            .with("OPERATION", operation)
            .with("INDICES", elementsAtPosition > 0 ? 1 : 0)
            .with("ELEMENTS_AT_POSITION", Math.max(1, elementsAtPosition)),
        window.planes() * WindowGeometry.rows(window.output()),
        WindowGeometry.width(window.output()),
        List.of(new BufferArgument.Operand(0, 0), new BufferArgument.Operand(1, 0), index),
        VECTOR,
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
    int run = traits.isCpu() ? cpuRun : 1;
    return plan(kernel, window, Map.of(), geometry, rows, width, buffers, run, traits);
  }

  /**
   * Returns the plan of one launch over the rows of a result.
   *
   * @param constants more than {@code axes.h} and runs need
   * @param rows of the result
   * @param width elements of a row
   * @param run neighbouring elements of a work item
   */
  static KernelPlan plan(
      String kernel,
      Window window,
      Map<String, String> constants,
      Geometry geometry,
      long rows,
      long width,
      List<BufferArgument> buffers,
      int run,
      KernelTraits traits) {
    if (rows == 0) {
      return KernelPlan.of();
    }
    long runs = (width + run - 1) / run;
    Map<String, String> all = new HashMap<>(AxisLists.constants(WindowGeometry.rank(window)));
    all.put("RUN", Integer.toString(run));
    all.putAll(constants);
    return KernelPlan.of(
        new KernelCall(
            kernel,
            all,
            geometry.with("ITEMS", rows * runs).withDivisor("RUNS", runs),
            WORK_OF_ELEMENT * rows * width * window.kernelCount(),
            Grid.ofItems(rows * runs, GROUP, traits),
            buffers,
            List.of()));
  }
}
