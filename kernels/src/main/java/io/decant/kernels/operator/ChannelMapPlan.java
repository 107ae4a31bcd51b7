package io.decant.kernels.operator;

import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.BatchNorm;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.ScaleShift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@link ScaleShift}, {@link Normalise} and {@link BatchNorm}: one pass in which each row knows its
 * channel, or each column is one.
 */
final class ChannelMapPlan {
  /** What is computed, by the names of {@code channel_map.h}. */
  enum Function {
    SCALE_SHIFT,
    NORMALISE,
    NORMALISE_BACKWARD,
    BATCH_NORM,
    BATCH_NORM_BACKWARD
  }

  private static final BufferArgument X = new BufferArgument.Operand(0, 0);

  private ChannelMapPlan() {}

  static KernelPlan scaleShift(ScaleShift spec, KernelTraits traits) {
    return plan(
        Function.SCALE_SHIFT,
        new ChannelAxes(spec.outer(), spec.channels(), spec.inner()),
        ChannelInputs.of(X).with(List.of("scale", "shift"), 1),
        3,
        traits);
  }

  static KernelPlan normalise(Normalise spec, KernelTraits traits) {
    return plan(
        Function.NORMALISE,
        new ChannelAxes(spec.outer(), spec.channels(), spec.inner()),
        ChannelInputs.of(X).with(List.of("mean", "variance"), 1).with(spec.eps()),
        3,
        traits);
  }

  static KernelPlan batchNorm(BatchNorm spec, KernelTraits traits) {
    List<String> names = new ArrayList<>(List.of("mean", "variance"));
    if (spec.scaled()) {
      names.addAll(List.of("scale", "shift"));
    }
    if (spec.added()) {
      names.add("y");
    }
    return plan(
        Function.BATCH_NORM,
        new ChannelAxes(spec.outer(), spec.channels(), spec.inner()),
        ChannelInputs.of(X).with(names, 1).with(spec.eps()).rectified(spec.rectified()),
        spec.y(),
        traits);
  }

  private static KernelPlan plan(
      Function function,
      ChannelAxes extents,
      ChannelInputs inputs,
      int result,
      KernelTraits traits) {
    return extents.count() == 0
        ? KernelPlan.of()
        : KernelPlan.of(
            call(function, extents, inputs, new BufferArgument.Operand(result, 0), traits));
  }

  /** Returns the launch that maps each element of x and y to one of z. */
  static KernelCall call(
      Function function,
      ChannelAxes extents,
      ChannelInputs inputs,
      BufferArgument z,
      KernelTraits traits) {
    List<BufferArgument> buffers = new ArrayList<>(inputs.buffers());
    buffers.add(z);
    List<Scalar> eps = List.of(new Scalar.Float32(inputs.eps()));
    Map<String, String> constants = inputs.constants("MAP", "MAP_" + function);
    if (extents.areColumns(traits)) {
      ChannelColumns columns = ChannelColumns.mapped(extents, traits);
      return new KernelCall(
          "channel_map_columns",
          columns.with(constants),
          columns.geometry(),
          extents.count(),
          columns.grid(),
          buffers,
          eps);
    }
    boolean along = extents.inner() == 1;
    ChannelRows rows = new ChannelRows(along ? extents.alongRows() : extents, traits);
    long allRows = rows.rows() * rows.channels();
    constants.put("ALONG_CHANNELS", along ? "1" : "0");
    return new KernelCall(
        "channel_map",
        rows.with(constants),
        rows.geometry(),
        rows.count(),
        rows.shape().grid(ChannelRows.divideUp(allRows, rows.shape().y())),
        buffers,
        eps);
  }
}
