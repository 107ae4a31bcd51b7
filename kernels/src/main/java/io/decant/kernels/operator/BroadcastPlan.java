package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.Broadcast;
import java.util.List;
import java.util.Map;

/** {@link Broadcast}: one work item for each element. */
final class BroadcastPlan {
  private BroadcastPlan() {}

  static KernelPlan of(Broadcast spec, KernelTraits traits) {
    long count = spec.outer() * spec.middle() * spec.inner();
    if (count == 0) {
      return KernelPlan.of();
    }
    long[] strides = spec.strides();
    return Elements.plan(
        "broadcast",
        Map.of(),
        Geometry.EMPTY
            .with("COUNT", count)
            .with("OPERATION", BinaryPlan.operation(spec.function()))
            .withDivisor("MIDDLE", spec.middle())
            .withDivisor("INNER", spec.inner())
            .withAll("STRIDE", List.of(strides[0], strides[1], strides[2])),
        count,
        3,
        List.of(),
        traits);
  }
}
