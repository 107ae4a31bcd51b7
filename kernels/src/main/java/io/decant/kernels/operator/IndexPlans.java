package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.ScatterAdd;
import java.util.List;
import java.util.Map;

/** {@link Gather} and {@link ScatterAdd}. */
final class IndexPlans {
  /** How many neighbouring columns a work item adds on a CPU: a line of its cache. */
  private static final int COLUMNS = 16;

  /** From this many columns on, work items that take one each reach neighbouring elements. */
  private static final int WIDE = 32;

  /** Work items of a group, each of which has a whole column to add. */
  private static final int GROUP = 64;

  /** The same on a CPU, which has few columns for each core. */
  private static final int FEW = 4;

  /** Sources that a group adds at once; each is compared with all others. */
  private static final int TOGETHER = 64;

  private IndexPlans() {}

  /** Gathers with one work item for each element of the result. */
  static KernelPlan gather(Gather spec, KernelTraits traits) {
    long total = spec.outer() * spec.count() * spec.inner();
    if (total == 0) {
      return KernelPlan.of();
    }
    Geometry geometry =
        Geometry.EMPTY
            .with("TOTAL", total)
            .withDivisor("COUNT", spec.count())
            .withDivisor("INNER", spec.inner())
            .with("SIZE", spec.size());
    return Elements.plan(
        "gather",
        Map.of(),
        withStrides(geometry, spec.layout(), spec.count(), spec.inner()),
        total,
        3,
        List.of(),
        traits);
  }

  /** Scatters a column or, where columns are few, a plane for each work item or group. */
  static KernelPlan scatterAdd(ScatterAdd spec, KernelTraits traits) {
    if (spec.outer() * spec.size() * spec.inner() == 0) {
      return KernelPlan.of();
    }
    return traits.isCpu() || spec.inner() >= WIDE ? columns(spec, 0, traits) : planes(spec, traits);
  }

  /**
   * Scatters a column for each work item.
   *
   * @param first what indices count from
   */
  static KernelPlan columns(ScatterAdd spec, long first, KernelTraits traits) {
    int columns = traits.isCpu() ? COLUMNS : 1;
    long strips = (spec.inner() + columns - 1) / columns;
    Geometry geometry =
        geometry(spec)
            .with("INNER", spec.inner())
            .with("OUTER", spec.outer())
            .with("FIRST", first)
            .withDivisor("STRIPS", strips);
    return KernelPlan.of(
        new KernelCall(
            "scatter_add_columns",
            Map.of("COLUMNS", Integer.toString(columns)),
            geometry,
            work(spec),
            Grid.ofItems(spec.outer() * strips, traits.isCpu() ? FEW : GROUP, traits),
            Elements.operands(3),
            List.of()));
  }

  private static KernelPlan planes(ScatterAdd spec, KernelTraits traits) {
    return KernelPlan.of(
        new KernelCall(
            "scatter_add_planes",
            Map.of(),
            geometry(spec).withDivisor("INNER", spec.inner()),
            work(spec),
            Grid.of(spec.outer(), traits.groupSize(TOGETHER)),
            Elements.operands(3),
            List.of()));
  }

  private static Geometry geometry(ScatterAdd spec) {
    Geometry geometry =
        Geometry.EMPTY
            .with("COUNT", spec.count())
            .with("SIZE", spec.size())
            .with("ACCUMULATE", spec.accumulate() ? 1 : 0);
    return withStrides(geometry, spec.layout(), spec.count(), spec.inner());
  }

  private static Geometry withStrides(
      Geometry geometry, IndexLayout layout, long count, long inner) {
    long[] strides = layout.strides(count, inner);
    return geometry.withAll("STRIDE", List.of(strides[0], strides[1], strides[2]));
  }

  private static long work(ScatterAdd spec) {
    return spec.outer() * Math.max(spec.size(), spec.count()) * spec.inner();
  }
}
