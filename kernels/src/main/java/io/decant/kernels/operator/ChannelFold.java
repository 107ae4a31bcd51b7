package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Folds each channel of a tensor into one or two numbers: {@code channel_fold.c}, or {@code
 * channel_fold_columns.c} where channels are columns, leaves those of parts of channels in the
 * workspace, {@code channel_finish.c} merges them.
 */
final class ChannelFold {
  /** What is folded, by the names of {@code channel_fold.h}. */
  enum Function {
    SUM,
    DOT,
    RELU,
    BOTH,
    BATCH_NORM,
    MOMENTS
  }

  private static final int CPU_GROUPS_PER_UNIT = 4;
  private static final int GPU_GROUPS_PER_UNIT = 16;
  private static final int CPU_ELEMENTS_PER_GROUP = 1 << 14;
  private static final int GPU_ELEMENTS_PER_GROUP = 1 << 12;

  /** A float for each of two numbers. */
  private static final int BYTES_OF_STATE = 8;

  /** Work items that merge a channel on a GPU. */
  private static final int FINISHERS = 32;

  private final Function function;
  private final ChannelAxes extents;
  private final KernelTraits traits;
  private final ChannelRows rows;
  private final ChannelColumns columns;
  private final long rowsOfPart;
  private final long parts;

  /** Folds a tensor with at least one channel. */
  ChannelFold(Function function, ChannelAxes extents, KernelTraits traits) {
    this.function = function;
    this.extents = extents;
    this.traits = traits;
    this.rows = new ChannelRows(extents, traits);
    boolean cpu = traits.isCpu();
    long groups = (long) traits.computeUnits() * (cpu ? CPU_GROUPS_PER_UNIT : GPU_GROUPS_PER_UNIT);
    long elements = cpu ? CPU_ELEMENTS_PER_GROUP : GPU_ELEMENTS_PER_GROUP;
    this.columns = ChannelColumns.folded(extents, groups, elements, traits);
    if (extents.areColumns(traits)) {
      this.rowsOfPart = columns.rowsOfPart();
      this.parts = columns.parts();
    } else {
      long wanted =
          Math.min(
              ChannelRows.divideUp(groups, extents.channels()),
              ChannelRows.divideUp(extents.perChannel(), elements));
      long limited = Math.max(1, Math.min(wanted, rows.rows()));
      this.rowsOfPart = Math.max(1, ChannelRows.divideUp(rows.rows(), limited));
      this.parts = Math.max(1, ChannelRows.divideUp(rows.rows(), rowsOfPart));
    }
  }

  /** Returns the bytes of workspace that the launches need from its begin on. */
  long workspaceBytes() {
    return extents.channels() * parts * BYTES_OF_STATE;
  }

  /** Returns the launch that folds. */
  KernelCall fold(ChannelInputs inputs) {
    return fold(inputs, new BufferArgument.Workspace(0));
  }

  /**
   * Returns the launch that folds.
   *
   * @param z receives an element for each of x where the function has it
   */
  KernelCall fold(ChannelInputs inputs, BufferArgument z) {
    List<BufferArgument> buffers = new ArrayList<>(inputs.buffers());
    buffers.add(z);
    buffers.add(new BufferArgument.Workspace(0));
    List<Scalar> eps = List.of(new Scalar.Float32(inputs.eps()));
    Map<String, String> constants = inputs.constants("FOLD", "FOLD_" + function);
    if (extents.areColumns(traits)) {
      return new KernelCall(
          "channel_fold_columns",
          columns.with(constants),
          columns.geometry().with("PARTS", parts).with("INNER", 1),
          extents.count(),
          columns.grid(),
          buffers,
          eps);
    }
    return new KernelCall(
        "channel_fold",
        rows.with(constants),
        geometry(),
        extents.count(),
        rows.shape().grid(extents.channels() * parts),
        buffers,
        eps);
  }

  /**
   * Returns the launch that merges.
   *
   * @param inputs what was folded
   * @param first receives the first number of each channel
   * @param second receives the second one where the function has it
   * @param share factor of the numbers, where there are two
   * @param accumulate whether the first number is added to what is there, where there is one
   */
  KernelCall finish(
      ChannelInputs inputs,
      BufferArgument first,
      BufferArgument second,
      float share,
      boolean accumulate) {
    return finish(inputs, List.of(first, second, first, first), share, accumulate, false);
  }

  /**
   * Returns the launch that merges.
   *
   * @param inputs what was folded
   * @param results receive the first and the second number of each channel, times a share, and,
   *     where channels have a scale, both as they are
   * @param accumulateFirst whether the first as it is is added to what is there
   * @param accumulateSecond whether the second is
   */
  KernelCall finish(
      ChannelInputs inputs,
      List<BufferArgument> results,
      float share,
      boolean accumulateFirst,
      boolean accumulateSecond) {
    List<BufferArgument> buffers = new ArrayList<>();
    buffers.add(new BufferArgument.Workspace(0));
    buffers.addAll(results);
    return new KernelCall(
        "channel_finish",
        inputs.constants("FOLD", "FOLD_" + function),
        geometry()
            .with("ACCUMULATE", accumulateFirst ? 1 : 0)
            .with("ACCUMULATE_SECOND", accumulateSecond ? 1 : 0),
        extents.channels() * parts,
        GroupShape.of(FINISHERS, 1, traits).grid(extents.channels()),
        buffers,
        List.of(new Scalar.Float32(share)));
  }

  private Geometry geometry() {
    return rows.geometry()
        .with("ROWS", rows.rows())
        .with("ROWS_OF_PART", rowsOfPart)
        .withDivisor("PARTS", parts);
  }
}
