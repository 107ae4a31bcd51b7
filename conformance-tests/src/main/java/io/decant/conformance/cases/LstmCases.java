package io.decant.conformance.cases;

import io.decant.spi.op.LstmCell;
import io.decant.spi.op.LstmCellBackward;
import io.decant.spi.op.OpSpec;
import java.util.List;
import java.util.Random;

/** One time step of long short-term memory and its gradient. */
final class LstmCases implements CaseSource {
  static final CaseSource FORWARD = new LstmCases(LstmCell::new);

  static final CaseSource BACKWARD = new LstmCases(LstmCellBackward::new);

  private interface Factory {
    OpSpec create(long rows, long hidden);
  }

  private final Factory factory;

  private LstmCases(Factory factory) {
    this.factory = factory;
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(of(random, 1, 1), of(random, 1, 300), of(random, 17, 1), of(random, 3, 5));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(of(random, 0, 4), of(random, 3, 0));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(random, Pick.from(random, 1, 9), Pick.length(random));
  }

  private OperatorCase of(Random random, long rows, long hidden) {
    return OperatorCase.builder(factory.create(rows, hidden))
        .with(Values.uniform(-4, 4), "x")
        .with(Values.oneOf(0, 1), "cont")
        .build(random);
  }
}
