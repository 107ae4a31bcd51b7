package io.decant.spi.run;

import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.TileAxis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides how operators are cut whose blocks exceed the pool: along the axis that needs the fewest
 * tiles, such that two tiles fit at once and copies of the next one overlap with computing; where
 * no axis allows that, such that one fits; where no axis alone allows that, along two. Cuts whose
 * windows are a great many short rows, as of some channels where channels lie together, are none
 * where the operator can be taken apart instead. Nothing but shapes and the pool's size counts.
 */
final class OpTiling {
  private static final double TWO_AT_ONCE = 0.5;

  private final PoolCapacity capacity;
  private final Function<OpSpec, OptionalLong> workspace;

  /**
   * Creates a decision.
   *
   * @param workspace returns the bytes of workspace of an operator; empty when the device does not
   *     know it
   */
  OpTiling(PoolCapacity capacity, Function<OpSpec, OptionalLong> workspace) {
    this.capacity = capacity;
    this.workspace = workspace;
  }

  /** Returns the best cut; empty when there is none. */
  Optional<OpCut> cut(ProgramOp op) {
    List<CutRange> alone = new ArrayList<>();
    List<CutRange> pairs = new ArrayList<>();
    List<TileAxis> axes = op.spec().tileAxes();
    for (int i = 0; i < axes.size(); i++) {
      alone.add(CutRange.along(op, axes.get(i)));
      for (int j = i + 1; j < axes.size(); j++) {
        pairs.addAll(CutRange.grids(op, axes.get(i), axes.get(j).name()));
      }
    }
    Optional<OpCut> dense = best(alone, pairs, cut -> !cut.isScattered());
    return dense.isPresent() || op.spec() instanceof CompositeOp
        ? dense
        : best(alone, pairs, cut -> true);
  }

  private Optional<OpCut> best(
      List<CutRange> alone, List<CutRange> pairs, Predicate<OpCut> allowed) {
    PoolCapacity half = capacity.times(TWO_AT_ONCE);
    return best(alone, half, allowed)
        .or(() -> best(alone, capacity, allowed))
        .or(() -> best(pairs, half, allowed))
        .or(() -> best(pairs, capacity, allowed));
  }

  private Optional<OpCut> best(List<CutRange> ranges, PoolCapacity room, Predicate<OpCut> allowed) {
    record Found(CutRange range, long count, OpCut cut) {}
    List<Found> found = new ArrayList<>();
    for (CutRange range : ranges) {
      long count = range.fewest(room);
      range.cut(count).filter(allowed).ifPresent(cut -> found.add(new Found(range, count, cut)));
    }
    found.sort(Comparator.comparingInt(each -> each.cut.tiles()));
    return found.stream()
        .flatMap(each -> withWorkspace(each.range, each.count, room).stream())
        .findFirst();
  }

  /** Returns a cut into as many tiles as it takes for their workspaces to fit, too. */
  private Optional<OpCut> withWorkspace(CutRange range, long least, PoolCapacity room) {
    long count = least;
    while (true) {
      Optional<OpCut> cut = range.cut(count);
      if (cut.isEmpty()
          || !cut.get().specs().stream().allMatch(spec -> workspace.apply(spec).isPresent())) {
        return Optional.empty();
      }
      if (cut.get().fits(room, spec -> workspace.apply(spec).orElseThrow())) {
        return cut;
      }
      if (count == range.most()) {
        return Optional.empty();
      }
      count = Math.min(range.most(), count + Math.max(1, count / 4));
    }
  }
}
