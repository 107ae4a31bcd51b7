package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.RandomFill;
import java.util.List;
import java.util.Map;

/** {@link RandomFill}: one work item for each block of four elements. */
final class RandomFillPlan {
  private static final int BLOCK = 4;

  private RandomFillPlan() {}

  static KernelPlan of(RandomFill spec, KernelTraits traits) {
    return Elements.plan(
        "random_fill",
        Map.of(),
        Geometry.EMPTY
            .with("COUNT", spec.count())
            .with("BLOCKS", (spec.count() + BLOCK - 1) / BLOCK)
            .with("OPERATION", operation(spec.distribution())),
        (spec.count() + BLOCK - 1) / BLOCK,
        2,
        List.of(
            new Scalar.Float32(spec.p()),
            new Scalar.Float32(spec.q()),
            new Scalar.Int32((int) spec.seed()),
            new Scalar.Int32((int) (spec.seed() >>> Integer.SIZE)),
            new Scalar.Int32(spec.stream()),
            new Scalar.Int32((int) (spec.first() / BLOCK))),
        traits);
  }

  private static int operation(RandomFill.Distribution distribution) {
    return switch (distribution) {
      case UNIFORM -> 0;
      case BERNOULLI -> 1;
      case GAUSSIAN -> 2;
    };
  }
}
