package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import java.util.List;
import java.util.Map;

/**
 * One launch that reduces the middle of three axes, and how its work items share the work. Along
 * rows (inner is 1), neighbouring work items take neighbouring elements of a row; else they take
 * neighbouring columns. On a CPU, a work item takes a row or a strip of columns.
 *
 * @param operation number of the function
 * @param outer extent of the outer axis
 * @param length extent of the reduced axis
 * @param inner extent of the inner axis
 * @param lanes work items that share a result
 * @param groupResults rows, or strips of columns, of a group
 * @param width neighbouring columns of a work item
 * @param partials partial results of a work item in a row
 */
record Reduction(
    int operation,
    long outer,
    long length,
    long inner,
    int lanes,
    int groupResults,
    int width,
    int partials) {
  private static final int GROUP = 256;

  /** Floats of a cache line: what a work item takes at a time on a CPU. */
  private static final int LINE = 16;

  private static final int CPU_GROUP = 4;
  private static final int LOADS_IN_FLIGHT = 4;
  private static final int COLUMN_LANES = 8;

  /** Lanes for rows of at least these lengths, and below. */
  private static final int LONG_ROW = 1024;

  private static final int SHORT_ROW = 32;

  static Reduction of(int operation, long outer, long length, long inner, KernelTraits traits) {
    if (traits.isCpu()) {
      int group = traits.groupSize(CPU_GROUP);
      return new Reduction(operation, outer, length, inner, 1, group, LINE, LINE);
    }
    int size = traits.groupSize(GROUP);
    int wanted = inner == 1 ? rowLanes(length) : length < SHORT_ROW ? 1 : COLUMN_LANES;
    int lanes = Math.min(size, wanted);
    return new Reduction(operation, outer, length, inner, lanes, size / lanes, 1, LOADS_IN_FLIGHT);
  }

  private static int rowLanes(long length) {
    return length >= LONG_ROW ? GROUP : length >= SHORT_ROW ? SHORT_ROW : LOADS_IN_FLIGHT;
  }

  /** Returns how many groups there are when no result is reduced in parts. */
  long groups() {
    return (outer * strips() + groupResults - 1) / groupResults;
  }

  /** Returns how many elements a group reduces when no result is reduced in parts. */
  long elementsOfGroup() {
    return Math.min(groupResults, outer * strips()) * Math.min(width, inner) * length;
  }

  private long strips() {
    return (inner + width - 1) / width;
  }

  /**
   * Returns the launch.
   *
   * @param parts how many work items one behind the other share a result; the results of all parts
   *     are what {@link #ofParts} reduces
   */
  KernelCall call(long parts, BufferArgument x, BufferArgument y, float alpha, boolean accumulate) {
    Geometry geometry =
        Geometry.EMPTY
            .with("OPERATION", operation)
            .with("ACCUMULATE", accumulate ? 1 : 0)
            .with("LENGTH", length)
            .with("PART", (length + parts - 1) / parts);
    boolean rows = inner == 1;
    return new KernelCall(
        rows ? "reduce_rows" : "reduce_columns",
        rows
            ? Map.of("LANES", Integer.toString(lanes), "PARTIALS", Integer.toString(partials))
            : Map.of("COLUMNS", Integer.toString(width)),
        rows
            ? geometry.with("ROWS", outer)
            : geometry.with("OUTER", outer).with("INNER", inner).withDivisor("STRIPS", strips()),
        outer * Math.max(1, length) * inner,
        rows
            ? new Grid(groups(), parts, 1, lanes * groupResults, 1, 1)
            : new Grid(groups(), parts, 1, groupResults, lanes, 1),
        List.of(x, y),
        List.of(new Scalar.Float32(alpha)));
  }

  /** Returns the reduction of the parts' results by another function. */
  Reduction ofParts(long parts, int function, KernelTraits traits) {
    return inner == 1
        ? of(function, outer, parts, 1, traits)
        : of(function, 1, parts, outer * inner, traits);
  }
}
