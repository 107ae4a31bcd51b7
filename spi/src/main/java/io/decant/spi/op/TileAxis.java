package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * An axis along which an operator may be cut. Tiles that cover the axis, enqueued in ascending
 * order, compute what the whole operator computes: bit for bit where elements do not depend on each
 * other, else up to rounding. Where tiles write the same operand, the first one overwrites it and
 * later ones add to it; otherwise what they write does not overlap.
 */
public final class TileAxis {
  private final String name;
  private final long extent;
  private final long multiple;
  private final Cut cut;

  /** Makes tiles. */
  @FunctionalInterface
  public interface Cut {
    /**
     * Returns the tile that covers {@code begin} to {@code end} (exclusive), which is not empty.
     */
    Tile tile(long begin, long end);
  }

  private TileAxis(String name, long extent, long multiple, Cut cut) {
    this.name = name;
    this.extent = extent;
    this.multiple = multiple;
    this.cut = cut;
  }

  /** Returns an axis that may be cut anywhere. */
  public static TileAxis of(String name, long extent, Cut cut) {
    return new TileAxis(name, extent, 1, cut);
  }

  /**
   * Returns an axis of an operator of which every tile is the same operator over another extent.
   *
   * @param whole the operator, of dense operands
   * @param part returns the operator over an extent
   * @param axes for each operand, which of its axes is cut; or {@link Tile#WHOLE}
   */
  public static TileAxis along(
      String name, long extent, OpSpec whole, LongFunction<OpSpec> part, int... axes) {
    return of(
        name, extent, (begin, end) -> Tile.cut(whole, part.apply(end - begin), begin, end, axes));
  }

  /** Returns this axis, to be cut only at multiples of a number. */
  public TileAxis atMultiplesOf(long number) {
    return new TileAxis(name, extent, number, cut);
  }

  /** Returns its name, for instance {@code batch} or {@code elements}. */
  public String name() {
    return name;
  }

  /** Returns its length. */
  public long extent() {
    return extent;
  }

  /** Returns the number at whose multiples it may be cut. */
  public long multiple() {
    return multiple;
  }

  /**
   * Returns the part of the operator that covers {@code begin} to {@code end} (exclusive).
   *
   * @throws IllegalArgumentException if that is empty, not within the axis, or not at multiples
   */
  public Tile tile(long begin, long end) {
    if (begin < 0
        || end <= begin
        || end > extent
        || begin % multiple != 0
        || (end % multiple != 0 && end != extent)) {
      throw new IllegalArgumentException(
          this + " cannot be cut from " + begin + " to " + end + ", multiple " + multiple);
    }
    return cut.tile(begin, end);
  }

  /** Returns into how many tiles the axis can be cut at most. */
  public long units() {
    return (extent + multiple - 1) / multiple;
  }

  /** Returns at most {@code count} tiles, all but the last of the same length, in order. */
  public List<Tile> tiles(long count) {
    long length = (units() + count - 1) / count * multiple;
    List<Tile> tiles = new ArrayList<>();
    for (long begin = 0; begin < extent; begin += length) {
      tiles.add(tile(begin, Math.min(extent, begin + length)));
    }
    return tiles;
  }

  @Override
  public String toString() {
    return name + " (" + extent + ")";
  }
}
