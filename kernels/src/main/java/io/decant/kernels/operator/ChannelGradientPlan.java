package io.decant.kernels.operator;

import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.BatchNormBackward;
import io.decant.spi.op.NormaliseBackward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link NormaliseBackward} and {@link BatchNormBackward}: two sums over each channel, then a pass
 * that maps each element.
 */
final class ChannelGradientPlan {
  private final ChannelAxes extents;
  private final ChannelFold fold;
  private final KernelTraits traits;

  private ChannelGradientPlan(
      ChannelFold.Function function, ChannelAxes extents, KernelTraits traits) {
    this.extents = extents;
    this.fold = new ChannelFold(function, extents, traits);
    this.traits = traits;
  }

  static Optional<KernelPlan> normalise(
      NormaliseBackward spec, KernelTraits traits, PrepareOptions options) {
    ChannelAxes extents = new ChannelAxes(spec.outer(), spec.channels(), spec.inner());
    if (extents.channels() == 0) {
      return Optional.of(KernelPlan.of());
    }
    ChannelInputs sums = ChannelInputs.of(operand(0)).with("y", operand(1));
    ChannelGradientPlan plan = new ChannelGradientPlan(ChannelFold.Function.BOTH, extents, traits);
    return plan.of(
        sums,
        List.of(operand(3), operand(3)),
        false,
        false,
        ChannelMapPlan.Function.NORMALISE_BACKWARD,
        sums.with("variance", operand(2)).with(spec.eps()),
        operand(3),
        options);
  }

  static Optional<KernelPlan> batchNorm(
      BatchNormBackward spec, KernelTraits traits, PrepareOptions options) {
    ChannelAxes extents = new ChannelAxes(spec.outer(), spec.channels(), spec.inner());
    if (extents.channels() == 0) {
      return Optional.of(KernelPlan.of());
    }
    List<String> names =
        spec.scaled()
            ? List.of("y", "mean", "variance", "scale", "shift")
            : List.of("y", "mean", "variance");
    ChannelInputs inputs =
        ChannelInputs.of(operand(0)).with(names, 1).with(spec.eps()).rectified(spec.rectified());
    BufferArgument dx = operand(spec.dx());
    ChannelGradientPlan plan =
        new ChannelGradientPlan(ChannelFold.Function.BATCH_NORM, extents, traits);
    return plan.of(
        inputs,
        spec.scaled() ? List.of(operand(7), operand(6)) : List.of(dx, dx),
        spec.accumulateShift(),
        spec.accumulateScale(),
        ChannelMapPlan.Function.BATCH_NORM_BACKWARD,
        inputs,
        dx,
        options);
  }

  /**
   * Returns the plan.
   *
   * @param folded what is summed up
   * @param sums receive the sums as they are, where channels have a scale
   * @param mapped what the gradient is computed from, besides the sums
   */
  private Optional<KernelPlan> of(
      ChannelInputs folded,
      List<BufferArgument> sums,
      boolean accumulateFirst,
      boolean accumulateSecond,
      ChannelMapPlan.Function function,
      ChannelInputs mapped,
      BufferArgument dx,
      PrepareOptions options) {
    long sumsBytes = Float.BYTES * extents.channels();
    BufferArgument first = new BufferArgument.Workspace(fold.workspaceBytes());
    BufferArgument second = new BufferArgument.Workspace(fold.workspaceBytes() + sumsBytes);
    float share = 1f / Math.max(1, extents.perChannel());
    List<KernelCall> calls = new ArrayList<>();
    calls.add(fold.fold(folded));
    calls.add(
        fold.finish(
            folded,
            List.of(first, second, sums.get(0), sums.get(1)),
            share,
            accumulateFirst,
            accumulateSecond));
    if (extents.count() > 0) {
      calls.add(
          ChannelMapPlan.call(
              function,
              extents,
              mapped.with("first_mean", first).with("second_mean", second),
              dx,
              traits));
    }
    return ChannelReductionPlan.within(
        options, new KernelPlan(calls, fold.workspaceBytes() + 2 * sumsBytes));
  }

  private static BufferArgument operand(int index) {
    return new BufferArgument.Operand(index, 0);
  }
}
