package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.Fill;
import java.util.List;
import java.util.Map;

/** {@link Fill}: one work item for each element. */
final class FillPlan {
  private FillPlan() {}

  static KernelPlan of(Fill spec, KernelTraits traits) {
    return Elements.plan(
        "fill",
        Map.of(),
        Geometry.EMPTY.with("COUNT", spec.count()),
        spec.count(),
        1,
        List.of(new Scalar.Float32(spec.value())),
        traits);
  }
}
