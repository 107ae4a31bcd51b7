package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.Unary;
import java.util.List;

/** {@link Unary}: one work item for each run of elements. */
final class UnaryPlan {
  /** Of local response normalisation. */
  private static final float COMMON_POWER = -0.75f;

  private UnaryPlan() {}

  static KernelPlan of(Unary spec, KernelTraits traits) {
    return Runs.plan(
        "unary",
        Geometry.EMPTY.with("COUNT", spec.count()).with("OPERATION", operation(spec)),
        spec.count(),
        2,
        List.of(new Scalar.Float32(spec.p()), new Scalar.Float32(spec.q())),
        traits);
  }

  /** Returns the number of a function in {@code unary.h}; the commonest power has its own. */
  private static int operation(Unary spec) {
    return spec.function() == Unary.Function.POW && spec.p() == COMMON_POWER
        ? 17
        : operation(spec.function());
  }

  private static int operation(Unary.Function function) {
    return switch (function) {
      case AFFINE -> 0;
      case ABS -> 1;
      case SQUARE -> 2;
      case SQRT -> 3;
      case POW -> 4;
      case EXP -> 5;
      case LOG -> 6;
      case SIGN -> 7;
      case RELU -> 8;
      case RELU_SLOPE -> 9;
      case ELU -> 10;
      case SIGMOID -> 11;
      case TANH -> 12;
      case SOFTPLUS -> 13;
      case CLAMP -> 14;
      case GREATER -> 15;
      case EQUAL -> 16;
    };
  }
}
