package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.ReluBackward;
import java.util.List;
import java.util.Map;

/** {@link ReluBackward}: one work item for each element. */
final class ReluBackwardPlan {
  private ReluBackwardPlan() {}

  static KernelPlan of(ReluBackward spec, KernelTraits traits) {
    return Elements.plan(
        "relu_backward",
        Map.of(),
        Geometry.EMPTY.with("COUNT", spec.count()),
        spec.count(),
        3,
        List.of(new Scalar.Float32(spec.slope())),
        traits);
  }
}
