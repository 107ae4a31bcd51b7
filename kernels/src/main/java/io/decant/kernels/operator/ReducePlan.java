package io.decant.kernels.operator;

import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Reduce;
import java.util.List;
import java.util.Optional;

/**
 * {@link Reduce}. Where results are too few to keep the device busy, each is reduced in parts whose
 * results a second launch reduces.
 */
final class ReducePlan {
  /** Elements of a part that are worth a launch more. */
  private static final long SHORTEST_PART = 1 << 14;

  private static final int MOST_PARTS = 1024;

  /** How many groups keep a unit of the device busy. */
  private static final int GROUPS_PER_UNIT = 8;

  private ReducePlan() {}

  static Optional<KernelPlan> of(Reduce spec, KernelTraits traits, PrepareOptions options) {
    long results = spec.outer() * spec.inner();
    if (results == 0) {
      return Optional.of(KernelPlan.of());
    }
    Reduction whole =
        Reduction.of(operation(spec.function()), spec.outer(), spec.middle(), spec.inner(), traits);
    long parts = parts(whole, options.workspaceLimit() / (results * Float.BYTES), traits);
    BufferArgument x = new BufferArgument.Operand(0, 0);
    BufferArgument y = new BufferArgument.Operand(1, 0);
    if (parts <= 1) {
      return Optional.of(KernelPlan.of(whole.call(1, x, y, spec.alpha(), spec.accumulate())));
    }
    BufferArgument workspace = new BufferArgument.Workspace(0);
    KernelCall first = whole.call(parts, x, workspace, 1, false);
    KernelCall second =
        whole
            .ofParts(parts, operation(ofResults(spec.function())), traits)
            .call(1, workspace, y, spec.alpha(), spec.accumulate());
    return Optional.of(new KernelPlan(List.of(first, second), results * parts * Float.BYTES));
  }

  private static long parts(Reduction whole, long limit, KernelTraits traits) {
    long wanted = (long) traits.computeUnits() * GROUPS_PER_UNIT / whole.groups();
    long worthwhile = whole.elementsOfGroup() / SHORTEST_PART;
    return Math.min(Math.min(wanted, worthwhile), Math.min(limit, MOST_PARTS));
  }

  /** Returns what reduces partial results. */
  private static Reduce.Function ofResults(Reduce.Function function) {
    return switch (function) {
      case SUM, SUM_ABS, SUM_SQUARE -> Reduce.Function.SUM;
      case MAX, MIN -> function;
    };
  }

  /** Returns the number of a function in {@code reduce.h}. */
  private static int operation(Reduce.Function function) {
    return switch (function) {
      case SUM -> 0;
      case SUM_ABS -> 1;
      case SUM_SQUARE -> 2;
      case MAX -> 3;
      case MIN -> 4;
    };
  }
}
