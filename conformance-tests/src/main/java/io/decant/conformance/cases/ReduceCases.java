package io.decant.conformance.cases;

import io.decant.spi.op.Reduce;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reductions of an axis, among them sums so long that adding one by one loses digits. */
final class ReduceCases implements CaseSource {
  private static final int LONG = 1 << 20;

  @Override
  public List<OperatorCase> edges(Random random) {
    List<OperatorCase> cases = new ArrayList<>();
    for (Reduce.Function function : Reduce.Function.values()) {
      cases.add(OperatorCase.of(Reduce.of(function, 3, 5, 7), random));
      cases.add(OperatorCase.of(Reduce.of(function, 5, 131, 1), random));
      cases.add(OperatorCase.of(new Reduce(function, 2, 9, 3, -0.5f, true), random));
    }
    cases.add(OperatorCase.of(Reduce.of(Reduce.Function.SUM, 1, 1, 1), random));
    cases.add(OperatorCase.of(Reduce.of(Reduce.Function.SUM, 2, 10_007, 1), random));
    return cases;
  }

  @Override
  public List<OperatorCase> large(Random random) {
    return List.of(
        OperatorCase.of(Reduce.of(Reduce.Function.SUM, 1, 100_003, 1), random),
        OperatorCase.of(new Reduce(Reduce.Function.SUM_SQUARE, 2, 50_001, 3, 0.5f, true), random),
        OperatorCase.of(Reduce.of(Reduce.Function.MIN, 1, 3001, 40), random),
        OperatorCase.builder(Reduce.of(Reduce.Function.SUM, 1, LONG, 1))
            .with(Values.constant(0.1f), "x")
            .build(random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    List<OperatorCase> cases = new ArrayList<>();
    for (Reduce.Function function : Reduce.Function.values()) {
      cases.add(OperatorCase.of(Reduce.of(function, 2, 0, 3), random));
    }
    cases.add(OperatorCase.of(new Reduce(Reduce.Function.SUM, 2, 0, 3, 2, true), random));
    cases.add(OperatorCase.of(Reduce.of(Reduce.Function.SUM, 0, 4, 3), random));
    cases.add(OperatorCase.of(Reduce.of(Reduce.Function.MAX, 4, 3, 0), random));
    return cases;
  }

  @Override
  public OperatorCase any(Random random) {
    return OperatorCase.of(
        new Reduce(
            Pick.of(random, Reduce.Function.values()),
            Pick.from(random, 1, 9),
            Pick.length(random),
            Pick.of(random, 1, 1, Pick.from(random, 2, 17)),
            Pick.of(random, 1f, 1f, -1f, 0.01f),
            random.nextBoolean()),
        random);
  }
}
