package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import java.util.List;
import java.util.Map;

/**
 * Folds each channel of a tensor into one or two numbers: {@code channel_fold.c} leaves those of
 * parts of channels in the workspace, {@code channel_finish.c} merges them.
 */
final class ChannelFold {
  /** What is folded, by the names of {@code channel_fold.h}. */
  enum Function {
    SUM,
    DOT,
    BOTH,
    MOMENTS
  }

  private static final int CPU_GROUPS_PER_UNIT = 4;
  private static final int GPU_GROUPS_PER_UNIT = 16;
  private static final int CPU_ELEMENTS_PER_GROUP = 1 << 14;
  private static final int GPU_ELEMENTS_PER_GROUP = 1 << 12;

  /** A float for each of two numbers. */
  private static final int BYTES_OF_STATE = 8;

  private final Function function;
  private final ChannelRows rows;
  private final KernelTraits traits;
  private final long rowsOfPart;
  private final long parts;

  /** Folds (outer, channels, inner); there is at least one channel. */
  ChannelFold(Function function, long outer, long channels, long inner, KernelTraits traits) {
    this.function = function;
    this.rows = new ChannelRows(outer, channels, inner, traits);
    this.traits = traits;
    boolean cpu = traits.isCpu();
    long groups = (long) traits.computeUnits() * (cpu ? CPU_GROUPS_PER_UNIT : GPU_GROUPS_PER_UNIT);
    long elements = cpu ? CPU_ELEMENTS_PER_GROUP : GPU_ELEMENTS_PER_GROUP;
    long wanted =
        Math.min(
            ChannelRows.divideUp(groups, channels),
            ChannelRows.divideUp(rows.perChannel(), elements));
    long limited = Math.max(1, Math.min(wanted, rows.rows()));
    this.rowsOfPart = Math.max(1, ChannelRows.divideUp(rows.rows(), limited));
    this.parts = Math.max(1, ChannelRows.divideUp(rows.rows(), rowsOfPart));
  }

  /** Returns the bytes of workspace that the launches need from its begin on. */
  long workspaceBytes() {
    return rows.channels() * parts * BYTES_OF_STATE;
  }

  /** Returns the launch that folds; y is only looked at where the function has two arguments. */
  KernelCall fold(BufferArgument x, BufferArgument y) {
    return new KernelCall(
        "channel_fold",
        rows.with(Map.of("FOLD", "FOLD_" + function)),
        geometry(),
        rows.count(),
        rows.shape().grid(rows.channels() * parts),
        List.of(x, y, new BufferArgument.Workspace(0)),
        List.of());
  }

  /**
   * Returns the launch that merges.
   *
   * @param first receives the first number of each channel
   * @param second receives the second one where the function has it
   * @param scale factor of the numbers
   * @param accumulate whether the first number is added to what is there
   */
  KernelCall finish(BufferArgument first, BufferArgument second, float scale, boolean accumulate) {
    return new KernelCall(
        "channel_finish",
        Map.of("FOLD", "FOLD_" + function),
        geometry().with("ACCUMULATE", accumulate ? 1 : 0),
        rows.channels(),
        Elements.grid(rows.channels(), traits),
        List.of(new BufferArgument.Workspace(0), first, second),
        List.of(new Scalar.Float32(scale)));
  }

  private Geometry geometry() {
    return rows.geometry()
        .with("ROWS", rows.rows())
        .with("ROWS_OF_PART", rowsOfPart)
        .withDivisor("PARTS", parts);
  }
}
