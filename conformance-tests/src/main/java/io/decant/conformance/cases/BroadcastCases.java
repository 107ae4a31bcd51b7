package io.decant.conformance.cases;

import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Functions of a tensor and one that lacks some of its axes. */
final class BroadcastCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    List<OperatorCase> cases = new ArrayList<>();
    for (int axes = 0; axes < 8; axes++) {
      cases.add(of(BinaryFunction.SUB, 3, 5, 7, axes, random));
    }
    for (BinaryFunction function : BinaryFunction.values()) {
      cases.add(of(function, 2, 3, 11, random.nextInt(8), random));
    }
    cases.add(of(BinaryFunction.ADD, 1, 1, 1, 2, random));
    cases.add(of(BinaryFunction.ADD, 4, 20, 144, 2, random));
    return cases;
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(
        of(BinaryFunction.ADD, 0, 3, 4, 2, random),
        of(BinaryFunction.ADD, 3, 0, 4, 5, random),
        of(BinaryFunction.ADD, 3, 4, 0, 2, random));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(
        Pick.of(random, BinaryFunction.values()),
        Pick.from(random, 1, 6),
        Pick.from(random, 1, 9),
        Pick.from(random, 1, 40),
        random.nextInt(8),
        random);
  }

  private static OperatorCase of(
      BinaryFunction function, long outer, long middle, long inner, int axes, Random random) {
    Broadcast spec =
        new Broadcast(
            function, outer, middle, inner, (axes & 1) != 0, (axes & 2) != 0, (axes & 4) != 0);
    return BinaryCases.withData(OperatorCase.builder(spec), function).build(random);
  }
}
