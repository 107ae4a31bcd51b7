package io.decant.conformance.cases;

import io.decant.spi.op.Fill;
import java.util.List;
import java.util.Random;

/** Constants. */
final class FillCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        OperatorCase.of(new Fill(1, 1), random),
        OperatorCase.of(new Fill(33, -0.1f), random),
        OperatorCase.of(new Fill(5, Float.NaN), random),
        OperatorCase.of(new Fill(5, Float.NEGATIVE_INFINITY), random),
        OperatorCase.of(new Fill(20_011, 0), random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(OperatorCase.of(new Fill(0, 1), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return OperatorCase.of(new Fill(Pick.length(random), random.nextFloat()), random);
  }
}
