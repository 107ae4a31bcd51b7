package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@link AveragePooling} is the sum under each window, divided by its cells; {@link
 * AveragePoolingBackward} divides first and adds what the windows over an element have. Where one
 * window covers each plane, both are simpler.
 */
final class AveragePoolingPlan {
  private AveragePoolingPlan() {}

  static Optional<KernelPlan> forward(
      AveragePooling spec, KernelTraits traits, PrepareOptions options) {
    Window window = spec.geometry().window();
    if (isWhole(window)) {
      float share = 1f / wholeCells(spec.geometry());
      return ReducePlan.of(
          new Reduce(Reduce.Function.SUM, window.planes(), window.inputCount(), 1, share, false),
          traits,
          options);
    }
    if (window.planes() == 0) {
      return Optional.of(KernelPlan.of());
    }
    BufferArgument y = new BufferArgument.Operand(1, 0);
    List<KernelCall> calls =
        new ArrayList<>(
            WindowPlans.reduce(new WindowReduce(WindowReduce.Function.SUM, window, false), traits)
                .calls());
    calls.add(divide(spec.geometry(), y, y, traits));
    return Optional.of(new KernelPlan(calls, 0));
  }

  static Optional<KernelPlan> backward(
      AveragePoolingBackward spec, KernelTraits traits, PrepareOptions options) {
    Window window = spec.geometry().window();
    if (window.planes() * window.inputCount() == 0) {
      return Optional.of(KernelPlan.of());
    }
    if (isWhole(window)) {
      long count = window.planes() * window.inputCount();
      return Optional.of(
          Elements.plan(
              "average_whole_backward",
              Map.of(),
              Geometry.EMPTY.with("COUNT", count).withDivisor("PLANE", window.inputCount()),
              count,
              2,
              List.of(new Scalar.Float32(wholeCells(spec.geometry()))),
              traits));
    }
    long bytes = Float.BYTES * window.planes() * window.outputCount();
    if (bytes > options.workspaceLimit()) {
      return Optional.empty();
    }
    BufferArgument shares = new BufferArgument.Workspace(0);
    List<KernelCall> calls = new ArrayList<>(2);
    calls.add(divide(spec.geometry(), new BufferArgument.Operand(0, 0), shares, traits));
    calls.addAll(
        WindowPlans.fold(window, true, List.of(shares, new BufferArgument.Operand(1, 0)), traits)
            .calls());
    return Optional.of(new KernelPlan(calls, bytes));
  }

  private static KernelCall divide(
      PoolingGeometry pooling, BufferArgument x, BufferArgument y, KernelTraits traits) {
    Window window = pooling.window();
    long count = window.planes() * window.outputCount();
    List<Long> extents = new ArrayList<>(window.rank());
    for (int axis = 0; axis < window.rank(); axis++) {
      extents.add(
          window.padBegin().get(axis) + window.input().get(axis) + pooling.counted().get(axis));
    }
    return new KernelCall(
        "average_divide",
        AxisLists.constants(WindowGeometry.rank(window)),
        WindowGeometry.with(window, "EXTENT", extents, Set.of("DILATION", "OUT"))
            .with("COUNT", count),
        count,
        Elements.grid(count, traits),
        List.of(x, y),
        List.of());
  }

  /** Returns whether one window covers each plane, all of it and nothing else. */
  private static boolean isWhole(Window window) {
    return window.outputCount() == 1
        && window.kernel().equals(window.input())
        && window.padBegin().stream().allMatch(pad -> pad == 0)
        && window.dilation().stream().allMatch(dilation -> dilation == 1);
  }

  private static long wholeCells(PoolingGeometry pooling) {
    long cells = 1;
    for (int axis = 0; axis < pooling.window().rank(); axis++) {
      long extent = pooling.window().input().get(axis);
      cells *= Math.max(0, Math.min(extent, extent + pooling.counted().get(axis)));
    }
    return Math.max(1, cells);
  }
}
