package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelTraits;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tensor (rows, channels) whose columns are channels, on a GPU: work items along axis 0 of a
 * group have neighbouring channels, those along axis 1 share a part of the rows.
 */
final class ChannelColumns {
  private static final int GROUP = 256;
  private static final int WIDE = 32;
  private static final int NARROW = 4;
  private static final int LANES = 4;

  /** Rows of a work item that maps elements. */
  private static final int MAPPED_ROWS = 16;

  private final ChannelAxes extents;
  private final GroupShape shape;
  private final long strips;
  private final long rowsOfPart;

  private ChannelColumns(ChannelAxes extents, GroupShape shape, long parts) {
    this.extents = extents;
    this.shape = shape;
    this.strips = strips(extents, shape);
    this.rowsOfPart = Math.max(1, ChannelRows.divideUp(extents.outer(), Math.max(1, parts)));
  }

  /** Returns columns that are mapped element by element. */
  static ChannelColumns mapped(ChannelAxes extents, KernelTraits traits) {
    GroupShape shape = shape(extents, traits);
    return new ChannelColumns(
        extents, shape, ChannelRows.divideUp(extents.outer(), (long) MAPPED_ROWS * shape.y()));
  }

  /**
   * Returns columns that are folded.
   *
   * @param groups how many groups keep the device busy
   * @param elements how many elements are worth a group
   */
  static ChannelColumns folded(
      ChannelAxes extents, long groups, long elements, KernelTraits traits) {
    GroupShape shape = shape(extents, traits);
    return new ChannelColumns(
        extents,
        shape,
        Math.min(
            ChannelRows.divideUp(groups, strips(extents, shape)),
            ChannelRows.divideUp(extents.outer() * shape.x(), elements)));
  }

  private static GroupShape shape(ChannelAxes extents, KernelTraits traits) {
    int width = extents.channels() > WIDE / 2 ? WIDE : NARROW;
    return GroupShape.of(width, GROUP / width, traits);
  }

  private static long strips(ChannelAxes extents, GroupShape shape) {
    return ChannelRows.divideUp(extents.channels(), shape.x());
  }

  /** Returns the parts that rows are cut into. */
  long parts() {
    return Math.max(1, ChannelRows.divideUp(extents.outer(), rowsOfPart));
  }

  /** Returns the rows of all parts but the last. */
  long rowsOfPart() {
    return rowsOfPart;
  }

  /** Returns the sizes that the kernels over columns talk about. */
  Geometry geometry() {
    return Geometry.EMPTY
        .with("ROWS", extents.outer())
        .with("ROWS_OF_PART", rowsOfPart)
        .with("CHANNELS", extents.channels())
        .withDivisor("STRIPS", strips);
  }

  /** Returns constants and the number of lanes. */
  Map<String, String> with(Map<String, String> constants) {
    Map<String, String> all = new TreeMap<>(constants);
    all.put("LANES", Integer.toString(LANES));
    return all;
  }

  /** Returns a grid that has a group for each part of each strip of channels. */
  Grid grid() {
    return shape.grid(strips * parts());
  }
}
