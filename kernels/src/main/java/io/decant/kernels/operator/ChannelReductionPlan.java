package io.decant.kernels.operator;

import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.BiasReluBackward;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelMoments;
import io.decant.spi.op.ChannelSum;
import java.util.List;
import java.util.Optional;

/**
 * Operators that reduce each channel: {@link ChannelSum}, {@link ChannelDot}, {@link
 * ChannelMoments}, {@link BiasReluBackward}.
 */
final class ChannelReductionPlan {
  private ChannelReductionPlan() {}

  static Optional<KernelPlan> sum(ChannelSum spec, KernelTraits traits, PrepareOptions options) {
    ChannelAxes extents = new ChannelAxes(spec.outer(), spec.channels(), spec.inner());
    ChannelInputs inputs = ChannelInputs.of(operand(0));
    return plan(
        ChannelFold.Function.SUM,
        extents,
        inputs,
        List.of(operand(1), operand(1)),
        1,
        spec.accumulate(),
        traits,
        options);
  }

  static Optional<KernelPlan> dot(ChannelDot spec, KernelTraits traits, PrepareOptions options) {
    ChannelAxes extents = new ChannelAxes(spec.outer(), spec.channels(), spec.inner());
    ChannelInputs inputs = ChannelInputs.of(operand(0)).with("y", operand(1));
    return plan(
        ChannelFold.Function.DOT,
        extents,
        inputs,
        List.of(operand(2), operand(2)),
        1,
        spec.accumulate(),
        traits,
        options);
  }

  static Optional<KernelPlan> biasRelu(
      BiasReluBackward spec, KernelTraits traits, PrepareOptions options) {
    ChannelAxes extents = new ChannelAxes(spec.outer(), spec.channels(), spec.inner());
    if (extents.channels() == 0) {
      return Optional.of(KernelPlan.of());
    }
    ChannelInputs inputs = ChannelInputs.of(operand(0)).with("y", operand(1));
    ChannelFold fold = new ChannelFold(ChannelFold.Function.RELU, extents, traits);
    return within(
        options,
        new KernelPlan(
            List.of(
                fold.fold(inputs, operand(3)),
                fold.finish(inputs, operand(2), operand(2), 1, spec.accumulate())),
            fold.workspaceBytes()));
  }

  static Optional<KernelPlan> moments(
      ChannelMoments spec, KernelTraits traits, PrepareOptions options) {
    ChannelAxes extents = new ChannelAxes(spec.outer(), spec.channels(), spec.inner());
    return plan(
        ChannelFold.Function.MOMENTS,
        extents,
        ChannelInputs.of(operand(0)),
        List.of(operand(1), operand(2)),
        1f / extents.perChannel(),
        false,
        traits,
        options);
  }

  private static Optional<KernelPlan> plan(
      ChannelFold.Function function,
      ChannelAxes extents,
      ChannelInputs inputs,
      List<BufferArgument> results,
      float share,
      boolean accumulate,
      KernelTraits traits,
      PrepareOptions options) {
    if (extents.channels() == 0) {
      return Optional.of(KernelPlan.of());
    }
    ChannelFold fold = new ChannelFold(function, extents, traits);
    return within(
        options,
        new KernelPlan(
            List.of(
                fold.fold(inputs),
                fold.finish(inputs, results.get(0), results.get(1), share, accumulate)),
            fold.workspaceBytes()));
  }

  private static BufferArgument operand(int index) {
    return new BufferArgument.Operand(index, 0);
  }

  /** Returns the plan, or empty where its workspace is not allowed. */
  static Optional<KernelPlan> within(PrepareOptions options, KernelPlan plan) {
    return plan.workspaceBytes() <= options.workspaceLimit() ? Optional.of(plan) : Optional.empty();
  }
}
