package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link AveragePooling} and {@link AveragePoolingBackward}, which are simpler where one window
 * covers each plane.
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
    return Optional.of(WindowPlans.average(window, extent(spec.geometry()), traits));
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
    return Optional.of(WindowPlans.averageBackward(window, extent(spec.geometry()), traits));
  }

  /** Returns how many cells each axis has, from the begin of the first window on. */
  private static List<Long> extent(PoolingGeometry pooling) {
    Window window = pooling.window();
    List<Long> extent = new ArrayList<>(window.rank());
    for (int axis = 0; axis < window.rank(); axis++) {
      extent.add(
          window.padBegin().get(axis) + window.input().get(axis) + pooling.counted().get(axis));
    }
    return extent;
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
