package io.decant.conformance.cases;

import io.decant.spi.op.ReluBackward;
import java.util.List;
import java.util.Random;

/** Gradients of rectifiers. */
final class ReluBackwardCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        OperatorCase.of(new ReluBackward(1, 0), random),
        OperatorCase.of(new ReluBackward(33, 0.1f), random),
        OperatorCase.of(new ReluBackward(5000, -0.5f), random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(OperatorCase.of(new ReluBackward(0, 0), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return OperatorCase.of(
        new ReluBackward(Pick.length(random), Pick.of(random, 0f, 0.01f, 2f)), random);
  }
}
