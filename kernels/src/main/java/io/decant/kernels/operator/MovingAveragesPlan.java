package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.MovingAverages;
import java.util.List;
import java.util.Map;

/** {@link MovingAverages}: one work item for each channel and one for the weight. */
final class MovingAveragesPlan {
  private MovingAveragesPlan() {}

  static KernelPlan of(MovingAverages spec, KernelTraits traits) {
    return Elements.plan(
        "moving_averages",
        Map.of(),
        Geometry.EMPTY.with("CHANNELS", spec.channels()),
        spec.channels() + 1,
        5,
        List.of(new Scalar.Float32(spec.fraction()), new Scalar.Float32(spec.correction())),
        traits);
  }
}
