package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Sum} of a few tensors: one work item for each element. */
final class SumPlan {
  /** The kernel's inputs besides the sign. */
  private static final int MOST_TERMS = 4;

  private SumPlan() {}

  static Optional<KernelPlan> of(Sum spec, KernelTraits traits, PrepareOptions options) {
    if (spec.terms() > MOST_TERMS) {
      return Optional.empty();
    }
    boolean signed = spec.then() == Sum.Then.RELU_BACKWARD;
    List<BufferArgument> buffers = new ArrayList<>();
    for (int i = 0; i < MOST_TERMS; i++) {
      buffers.add(new BufferArgument.Operand(i < spec.terms() ? i : 0, 0));
    }
    buffers.add(new BufferArgument.Operand(signed ? spec.terms() : 0, 0));
    buffers.add(new BufferArgument.Operand(spec.terms() + (signed ? 1 : 0), 0));
    return Optional.of(
        Elements.plan(
            "sum",
            Map.of("TERMS", Integer.toString(spec.terms()), "THEN", spec.then().name()),
            Geometry.EMPTY.with("COUNT", spec.count()),
            spec.count(),
            buffers,
            List.of(),
            traits));
  }
}
