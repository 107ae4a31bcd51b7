package io.decant.spi.run;

import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.ProgramOp;
import io.decant.spi.op.Tile;
import io.decant.spi.op.TileAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The cuts of an operator that differ in one count alone: the more tiles, the smaller each. */
final class CutRange {
  private static final long MOST_TILES = 1 << 14;
  private static final long NONE = 0;

  private final long most;
  private final LongFunction<Optional<OpCut>> cut;

  private CutRange(long most, LongFunction<Optional<OpCut>> cut) {
    this.most = most;
    this.cut = cut;
  }

  /** Returns the cuts along one axis. */
  static CutRange along(ProgramOp op, TileAxis axis) {
    return new CutRange(
        Math.min(MOST_TILES, axis.units()),
        count -> Optional.of(new OpCut(op, axis.name(), axis.tiles(count))));
  }

  /** Returns the cuts along two axes, those with as many pieces of the first axis together. */
  static List<CutRange> grids(ProgramOp op, TileAxis first, String second) {
    List<CutRange> grids = new ArrayList<>();
    for (long pieces = 2; pieces <= Math.min(MOST_TILES, first.units()); pieces *= 2) {
      List<Tile> outer = first.tiles(pieces);
      long units = axis(outer.get(0), second).map(TileAxis::units).orElse(NONE);
      String axes = first.name() + " and " + second;
      grids.add(
          new CutRange(
              Math.min(MOST_TILES / pieces, units),
              count -> grid(outer, second, count).map(tiles -> new OpCut(op, axes, tiles))));
    }
    return grids;
  }

  private static Optional<List<Tile>> grid(List<Tile> outer, String second, long count) {
    List<Tile> tiles = new ArrayList<>();
    for (Tile tile : outer) {
      Optional<TileAxis> axis = axis(tile, second);
      if (axis.isEmpty()) {
        return Optional.empty();
      }
      for (Tile smaller : axis.get().tiles(count)) {
        Optional<Tile> whole = tile.of(smaller);
        if (whole.isEmpty()) {
          return Optional.empty();
        }
        tiles.add(whole.get());
      }
    }
    return Optional.of(tiles);
  }

  private static Optional<TileAxis> axis(Tile tile, String name) {
    return tile.spec().tileAxes().stream().filter(axis -> axis.name().equals(name)).findFirst();
  }

  /** Returns the largest count. */
  long most() {
    return most;
  }

  /** Returns the cut of a count from 1 to the largest; empty for others, or if there is none. */
  Optional<OpCut> cut(long count) {
    return count < 1 || count > most ? Optional.empty() : cut.apply(count);
  }

  /** Returns the smallest count with which the operands of every tile fit; 0 if there is none. */
  long fewest(PoolCapacity room) {
    long tooFew = 0;
    long enough = Math.min(1, most);
    while (enough > 0 && !fits(enough, room)) {
      tooFew = enough;
      enough = enough == most ? NONE : Math.min(most, 2 * enough);
    }
    while (enough - tooFew > 1) {
      long middle = (tooFew + enough) / 2;
      if (fits(middle, room)) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return enough;
  }

  private boolean fits(long count, PoolCapacity room) {
    Optional<OpCut> found = cut(count);
    return found.isPresent() && found.get().fits(room, spec -> 0);
  }
}
