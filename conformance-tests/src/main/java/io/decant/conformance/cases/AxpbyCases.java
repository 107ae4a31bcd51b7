package io.decant.conformance.cases;

import io.decant.spi.op.Axpby;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Scaled sums: every combination of constant and device scalars. */
final class AxpbyCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    return LongStream.of(1, 2, 3, 7, 16, 17, 1025, 20_011)
        .mapToObj(count -> any(random, count))
        .toList();
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(
        OperatorCase.of(Axpby.of(0, 1, 0), random),
        OperatorCase.of(new Axpby(0, 1, true, 2, true), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return any(random, Pick.length(random));
  }

  private static OperatorCase any(Random random, long count) {
    return OperatorCase.of(
        new Axpby(
            count,
            Pick.of(random, 1f, -1f, 0.3f, 0f),
            random.nextBoolean(),
            Pick.of(random, 0f, 1f, 0.9f),
            random.nextBoolean()),
        random);
  }
}
