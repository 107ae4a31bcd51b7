package io.decant.kernels.operator;

import io.decant.spi.op.Copy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The axes of a copy in the order in which the target lies in memory: axes of extent 1 are dropped,
 * neighbours that are one axis in both layouts are merged.
 *
 * @param axes outermost first
 */
record CopyAxes(List<Axis> axes) {
  /**
   * An axis.
   *
   * @param extent at least 2
   * @param source stride of x in elements
   * @param target stride of y in elements
   */
  record Axis(long extent, long source, long target) {
    private boolean continues(Axis outer) {
      return outer.source == source * extent && outer.target == target * extent;
    }
  }

  /** Copies the list. */
  CopyAxes {
    axes = List.copyOf(axes);
  }

  static CopyAxes of(Copy spec) {
    List<Axis> sorted =
        IntStream.range(0, spec.x().shape().rank())
            .mapToObj(
                i -> new Axis(spec.x().shape().dim(i), spec.x().stride(i), spec.y().stride(i)))
            .filter(axis -> axis.extent > 1)
            .sorted(Comparator.comparingLong(Axis::target).reversed())
            .toList();
    List<Axis> merged = new ArrayList<>();
    for (Axis axis : sorted) {
      Axis outer = merged.isEmpty() ? axis : merged.get(merged.size() - 1);
      if (!merged.isEmpty() && axis.continues(outer)) {
        Axis both = new Axis(outer.extent * axis.extent, axis.source, axis.target);
        merged.set(merged.size() - 1, both);
      } else {
        merged.add(axis);
      }
    }
    return new CopyAxes(merged);
  }

  /** Returns whether both sides are consecutive elements. */
  boolean isDense() {
    return axes.isEmpty() || (axes.size() == 1 && last().source == 1 && last().target == 1);
  }

  /** Returns the axis along which neighbours in the target are nearest. */
  Axis last() {
    return axes.get(axes.size() - 1);
  }

  /**
   * Returns the place of the axis along which the source is consecutive, if the target is
   * consecutive along another one and both are at least this long.
   */
  OptionalInt transposed(long shortest) {
    if (axes.size() < 2 || last().target != 1 || last().extent < shortest) {
      return OptionalInt.empty();
    }
    return IntStream.range(0, axes.size() - 1)
        .filter(i -> axes.get(i).source == 1 && axes.get(i).extent >= shortest)
        .findFirst();
  }

  List<Long> extents() {
    return axes.stream().map(Axis::extent).toList();
  }

  List<Long> sources() {
    return axes.stream().map(Axis::source).toList();
  }

  List<Long> targets() {
    return axes.stream().map(Axis::target).toList();
  }
}
