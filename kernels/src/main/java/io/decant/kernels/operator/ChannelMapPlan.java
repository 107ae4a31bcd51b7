package io.decant.kernels.operator;

import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.ScaleShift;
import java.util.List;
import java.util.Map;

/** {@link ScaleShift} and {@link Normalise}: one pass in which each row knows its channel. */
final class ChannelMapPlan {
  /** What is computed, by the names of {@code channel_map.c}. */
  enum Function {
    SCALE_SHIFT,
    NORMALISE,
    NORMALISE_BACKWARD
  }

  private ChannelMapPlan() {}

  static KernelPlan scaleShift(ScaleShift spec, KernelTraits traits) {
    return plan(Function.SCALE_SHIFT, spec.outer(), spec.channels(), spec.inner(), 0, 1, 2, traits);
  }

  static KernelPlan normalise(Normalise spec, KernelTraits traits) {
    return plan(
        Function.NORMALISE, spec.outer(), spec.channels(), spec.inner(), spec.eps(), 2, 1, traits);
  }

  /**
   * Returns the launch that maps each element.
   *
   * @param buffers x, y, p, q, r and z of {@code channel_map.c}
   */
  static KernelCall call(
      Function function,
      long outer,
      long channels,
      long inner,
      float eps,
      List<BufferArgument> buffers,
      KernelTraits traits) {
    boolean along = inner == 1;
    ChannelRows rows =
        along
            ? new ChannelRows(outer, 1, channels, traits)
            : new ChannelRows(outer, channels, inner, traits);
    long allRows = rows.rows() * rows.channels();
    return new KernelCall(
        "channel_map",
        rows.with(Map.of("MAP", "MAP_" + function, "ALONG_CHANNELS", along ? "1" : "0")),
        rows.geometry(),
        rows.count(),
        rows.shape().grid(ChannelRows.divideUp(allRows, rows.shape().y())),
        buffers,
        List.of(new Scalar.Float32(eps)));
  }

  private static KernelPlan plan(
      Function function,
      long outer,
      long channels,
      long inner,
      float eps,
      int p,
      int q,
      KernelTraits traits) {
    if (outer * channels * inner == 0) {
      return KernelPlan.of();
    }
    BufferArgument x = new BufferArgument.Operand(0, 0);
    BufferArgument shift = new BufferArgument.Operand(q, 0);
    BufferArgument z = new BufferArgument.Operand(3, 0);
    List<BufferArgument> buffers = List.of(x, x, new BufferArgument.Operand(p, 0), shift, shift, z);
    return KernelPlan.of(call(function, outer, channels, inner, eps, buffers, traits));
  }
}
