package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Copy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@link Copy} of elements of four bytes, whose bits survive. */
final class CopyPlan {
  private static final int BYTES = 4;

  /** The fewest axes that the kernels have; a copy of fewer gets axes of extent 1. */
  private static final int RANK = 4;

  private static final int TRANSPOSED_RANK = 2;

  /** Elements that a work item copies along the last axis on a CPU. */
  private static final long RUN = 256;

  private static final int GROUP = 64;

  /** Edge of the tiles that are transposed in local memory. */
  private static final int TILE = 32;

  private static final int TILE_LANES = 8;

  private CopyPlan() {}

  static Optional<KernelPlan> of(Copy spec, KernelTraits traits, PrepareOptions options) {
    if (spec.x().type().bytes() != BYTES) {
      return Optional.empty();
    }
    long count = spec.x().shape().count();
    if (count == 0) {
      return Optional.of(KernelPlan.of());
    }
    CopyAxes axes = CopyAxes.of(spec);
    if (axes.isDense()) {
      Geometry geometry = Geometry.EMPTY.with("COUNT", count);
      return Optional.of(
          Elements.plan("copy_dense", Map.of(), geometry, count, 2, List.of(), traits));
    }
    OptionalInt row = canTranspose(traits) ? axes.transposed(TILE / 2) : OptionalInt.empty();
    return Optional.of(
        row.isPresent() ? transposed(axes, row.getAsInt(), count) : strided(axes, count, traits));
  }

  /** Caches make up for strided reads on a CPU. */
  private static boolean canTranspose(KernelTraits traits) {
    return !traits.isCpu()
        && traits.largestGroup() >= TILE * TILE_LANES
        && traits.localBytes() >= (long) TILE * (TILE + 1) * BYTES;
  }

  private static KernelPlan strided(CopyAxes axes, long count, KernelTraits traits) {
    int rank = Math.max(RANK, axes.axes().size());
    long run = traits.isCpu() ? RUN : 1;
    long runs = (axes.last().extent() + run - 1) / run;
    long items = count / axes.last().extent() * runs;
    Geometry geometry =
        Geometry.EMPTY.with("ITEMS", items).with("RUN", run).withDivisor("RUNS", runs);
    return KernelPlan.of(
        new KernelCall(
            "copy",
            AxisLists.constants(rank),
            withAxes(geometry, axes, rank),
            count,
            Grid.ofItems(items, GROUP, traits),
            Elements.operands(2),
            List.of()));
  }

  private static KernelPlan transposed(CopyAxes axes, int row, long count) {
    List<CopyAxes.Axis> others = new ArrayList<>(axes.axes());
    CopyAxes.Axis columns = others.remove(others.size() - 1);
    CopyAxes.Axis rows = others.remove(row);
    long rowTiles = tiles(rows.extent());
    long columnTiles = tiles(columns.extent());
    int rank = Math.max(TRANSPOSED_RANK, others.size());
    Geometry geometry =
        Geometry.EMPTY
            .with("ROWS", rows.extent())
            .with("COLUMNS", columns.extent())
            .with("ROW_TARGET", rows.target())
            .with("COLUMN_SOURCE", columns.source())
            .withDivisor("ROW_TILES", rowTiles)
            .withDivisor("COLUMN_TILES", columnTiles);
    long repeats = count / rows.extent() / columns.extent();
    return KernelPlan.of(
        new KernelCall(
            "copy_transposed",
            AxisLists.constants(rank),
            withAxes(geometry, new CopyAxes(others), rank),
            count,
            new Grid(rowTiles * columnTiles * repeats, 1, 1, TILE, TILE_LANES, 1),
            Elements.operands(2),
            List.of()));
  }

  private static Geometry withAxes(Geometry geometry, CopyAxes axes, int rank) {
    return geometry
        .withDivisors("EXTENT", AxisLists.padded(axes.extents(), rank, 1))
        .withAll("SOURCE", AxisLists.padded(axes.sources(), rank, 0))
        .withAll("TARGET", AxisLists.padded(axes.targets(), rank, 0));
  }

  private static long tiles(long extent) {
    return (extent + TILE - 1) / TILE;
  }
}
