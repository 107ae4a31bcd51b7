package io.decant.conformance.cases;

import io.decant.spi.op.MovingAverages;
import java.util.List;
import java.util.Random;

/** Statistics of past batches. */
final class MovingAveragesCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        OperatorCase.of(new MovingAverages(1, 0.999f, 1), random),
        OperatorCase.of(new MovingAverages(5, 0, 1.5f), random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(OperatorCase.of(new MovingAverages(0, 0.9f, 1), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return OperatorCase.of(
        new MovingAverages(Pick.from(random, 1, 70), random.nextFloat(), 1 + random.nextFloat()),
        random);
  }
}
