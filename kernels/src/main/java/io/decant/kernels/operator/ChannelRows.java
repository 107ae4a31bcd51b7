package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelTraits;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tensor (outer, channels, inner) as rows that work items along axis 0 of a group share: the runs
 * of {@code inner} elements, cut where they are long. See {@code channel_rows.h}.
 */
final class ChannelRows {
  private static final int CPU_SEGMENT = 4096;
  private static final int GPU_SEGMENT = 512;
  private static final int CPU_LANES = 8;
  private static final int GPU_LANES = 4;
  private static final int GROUP = 256;
  private static final int WIDE = 32;
  private static final int NARROW = 4;

  private final ChannelAxes extents;
  private final long segment;
  private final int lanes;
  private final GroupShape shape;

  ChannelRows(ChannelAxes extents, KernelTraits traits) {
    this.extents = extents;
    long inner = extents.inner();
    int longest = traits.isCpu() ? CPU_SEGMENT : GPU_SEGMENT;
    long pieces = Math.max(1, divideUp(inner, longest));
    this.segment = Math.max(1, divideUp(inner, pieces));
    this.lanes = traits.isCpu() ? CPU_LANES : GPU_LANES;
    int width = inner > WIDE / 2 ? WIDE : NARROW;
    this.shape = GroupShape.of(width, GROUP / width, traits);
  }

  static long divideUp(long count, long by) {
    return (count + by - 1) / by;
  }

  /** Returns the elements of the tensor. */
  long count() {
    return extents.count();
  }

  /** Returns the extent of the axis of channels. */
  long channels() {
    return extents.channels();
  }

  /** Returns the rows of a channel. */
  long rows() {
    return extents.outer() * segments();
  }

  /** Returns the group that shares rows. */
  GroupShape shape() {
    return shape;
  }

  /** Returns the sizes that {@code channel_rows.h} talks about. */
  Geometry geometry() {
    return Geometry.EMPTY
        .with("OUTER", extents.outer())
        .withDivisor("CHANNELS", extents.channels())
        .with("INNER", extents.inner())
        .with("SEGMENT", segment)
        .withDivisor("SEGMENTS", segments());
  }

  /** Returns constants and the number of lanes. */
  Map<String, String> with(Map<String, String> constants) {
    Map<String, String> all = new TreeMap<>(constants);
    all.put("LANES", Integer.toString(lanes));
    return all;
  }

  private long segments() {
    return Math.max(1, divideUp(extents.inner(), segment));
  }
}
