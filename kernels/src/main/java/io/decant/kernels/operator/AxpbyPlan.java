package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.Axpby;
import java.util.List;
import java.util.Map;

/** {@link Axpby}: a scalar that is absent is not read, so any buffer may stand in for it. */
final class AxpbyPlan {
  private AxpbyPlan() {}

  static KernelPlan of(Axpby spec, KernelTraits traits) {
    boolean kept = spec.beta() != 0;
    int t = spec.alphaScalar() ? 2 : 1;
    int y = spec.betaScalar() ? t + 1 : t;
    BufferArgument x = new BufferArgument.Operand(0, 0);
    return Elements.plan(
        "axpby",
        Map.of(),
        Geometry.EMPTY
            .with("COUNT", spec.count())
            .with("SCALED", spec.alphaScalar() ? 1 : 0)
            .with("KEPT", kept ? 1 : 0)
            .with("KEPT_SCALED", kept && spec.betaScalar() ? 1 : 0),
        spec.count(),
        List.of(
            x,
            spec.alphaScalar() ? new BufferArgument.Operand(1, 0) : x,
            spec.betaScalar() ? new BufferArgument.Operand(t, 0) : x,
            new BufferArgument.Operand(y, 0)),
        List.of(new Scalar.Float32(spec.alpha()), new Scalar.Float32(spec.beta())),
        traits);
  }
}
