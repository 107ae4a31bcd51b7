package io.decant.kernels.operator;

import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelMoments;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.NormaliseBackward;
import java.util.List;
import java.util.Optional;

/**
 * Operators that reduce each channel: {@link ChannelSum}, {@link ChannelDot}, {@link
 * ChannelMoments}, and {@link NormaliseBackward}, which needs two sums before it maps each element.
 */
final class ChannelReductionPlan {
  private ChannelReductionPlan() {}

  static Optional<KernelPlan> sum(ChannelSum spec, KernelTraits traits, PrepareOptions options) {
    if (spec.channels() == 0) {
      return Optional.of(KernelPlan.of());
    }
    ChannelFold fold =
        new ChannelFold(
            ChannelFold.Function.SUM, spec.outer(), spec.channels(), spec.inner(), traits);
    BufferArgument x = operand(0);
    BufferArgument y = operand(1);
    return within(
        options,
        new KernelPlan(
            List.of(fold.fold(x, x), fold.finish(y, y, 1, spec.accumulate())),
            fold.workspaceBytes()));
  }

  static Optional<KernelPlan> dot(ChannelDot spec, KernelTraits traits, PrepareOptions options) {
    if (spec.channels() == 0) {
      return Optional.of(KernelPlan.of());
    }
    ChannelFold fold =
        new ChannelFold(
            ChannelFold.Function.DOT, spec.outer(), spec.channels(), spec.inner(), traits);
    BufferArgument z = operand(2);
    return within(
        options,
        new KernelPlan(
            List.of(fold.fold(operand(0), operand(1)), fold.finish(z, z, 1, spec.accumulate())),
            fold.workspaceBytes()));
  }

  static Optional<KernelPlan> moments(
      ChannelMoments spec, KernelTraits traits, PrepareOptions options) {
    if (spec.channels() == 0) {
      return Optional.of(KernelPlan.of());
    }
    ChannelFold fold =
        new ChannelFold(
            ChannelFold.Function.MOMENTS, spec.outer(), spec.channels(), spec.inner(), traits);
    BufferArgument x = operand(0);
    float share = 1f / (spec.outer() * spec.inner());
    return within(
        options,
        new KernelPlan(
            List.of(fold.fold(x, x), fold.finish(operand(1), operand(2), share, false)),
            fold.workspaceBytes()));
  }

  static Optional<KernelPlan> normaliseBackward(
      NormaliseBackward spec, KernelTraits traits, PrepareOptions options) {
    if (spec.outer() * spec.channels() * spec.inner() == 0) {
      return Optional.of(KernelPlan.of());
    }
    ChannelFold fold =
        new ChannelFold(
            ChannelFold.Function.BOTH, spec.outer(), spec.channels(), spec.inner(), traits);
    BufferArgument dy = operand(0);
    BufferArgument y = operand(1);
    BufferArgument mean = new BufferArgument.Workspace(fold.workspaceBytes());
    BufferArgument slope =
        new BufferArgument.Workspace(fold.workspaceBytes() + Float.BYTES * spec.channels());
    return within(
        options,
        new KernelPlan(
            List.of(
                fold.fold(dy, y),
                fold.finish(mean, slope, 1f / (spec.outer() * spec.inner()), false),
                ChannelMapPlan.call(
                    ChannelMapPlan.Function.NORMALISE_BACKWARD,
                    spec.outer(),
                    spec.channels(),
                    spec.inner(),
                    spec.eps(),
                    List.of(dy, y, operand(2), mean, slope, operand(3)),
                    traits)),
            fold.workspaceBytes() + 2 * Float.BYTES * spec.channels()));
  }

  private static BufferArgument operand(int index) {
    return new BufferArgument.Operand(index, 0);
  }

  /** Returns the plan, or empty where its workspace is not allowed. */
  private static Optional<KernelPlan> within(PrepareOptions options, KernelPlan plan) {
    return plan.workspaceBytes() <= options.workspaceLimit() ? Optional.of(plan) : Optional.empty();
  }
}
