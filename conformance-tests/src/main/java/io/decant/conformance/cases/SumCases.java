package io.decant.conformance.cases;

import io.decant.spi.op.Sum;
import java.util.List;
import java.util.Random;

/** Sums of several tensors. */
final class SumCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        OperatorCase.of(new Sum(1, 2, Sum.Then.NOTHING), random),
        OperatorCase.of(new Sum(33, 3, Sum.Then.RELU), random),
        OperatorCase.of(new Sum(5000, 4, Sum.Then.RELU_BACKWARD), random),
        OperatorCase.of(new Sum(70, 7, Sum.Then.NOTHING), random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(OperatorCase.of(new Sum(0, 3, Sum.Then.NOTHING), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return OperatorCase.of(
        new Sum(Pick.length(random), Pick.from(random, 2, 5), Pick.of(random, Sum.Then.values())),
        random);
  }
}
