package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import java.util.List;

/** {@link Binary}: one work item for each run of elements. */
final class BinaryPlan {
  private BinaryPlan() {}

  static KernelPlan of(Binary spec, KernelTraits traits) {
    return Runs.plan(
        "binary",
        Geometry.EMPTY.with("COUNT", spec.count()).with("OPERATION", operation(spec.function())),
        spec.count(),
        3,
        List.of(),
        traits);
  }

  /** Returns the number of a function in {@code binary.h}. */
  static int operation(BinaryFunction function) {
    return switch (function) {
      case ADD -> 0;
      case SUB -> 1;
      case MUL -> 2;
      case DIV -> 3;
      case MAX -> 4;
      case MIN -> 5;
      case POW -> 6;
      case MASK -> 7;
      case GREATER -> 8;
      case GREATER_EQUAL -> 9;
      case EQUAL -> 10;
    };
  }
}
