package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.TrustRatio;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link TrustRatio}: one work item. */
final class TrustRatioPlan {
  private TrustRatioPlan() {}

  static KernelPlan of(TrustRatio spec, KernelTraits traits) {
    int clip = spec.clipped() ? 3 : 2; // the rate where there is no clip
    List<BufferArgument> buffers =
        Stream.of(0, 1, 2, clip, spec.clipped() ? 4 : 3)
            .<BufferArgument>map(index -> new BufferArgument.Operand(index, 0))
            .toList();
    return KernelPlan.of(
        new KernelCall(
            "trust_ratio",
            Map.of(),
            Geometry.EMPTY.with("CLIPPED", spec.clipped() ? 1 : 0),
            1,
            Grid.ofItems(1, traits),
            buffers,
            List.of(
                new Scalar.Float32(spec.coefficient()),
                new Scalar.Float32(spec.decay()),
                new Scalar.Float32(spec.gradientScale()))));
  }
}
