package io.decant.conformance.cases;

import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Softmax;
import io.decant.spi.op.SoftmaxBackward;
import java.util.List;
import java.util.Random;

/** Softmax and its gradient; scores reach far enough to overflow without the largest subtracted. */
final class SoftmaxCases implements CaseSource {
  static final CaseSource FORWARD = new SoftmaxCases(Softmax::new);

  static final CaseSource BACKWARD = new SoftmaxCases(SoftmaxBackward::new);

  private interface Factory {
    OpSpec create(long outer, long channels, long inner);
  }

  private final Factory factory;

  private SoftmaxCases(Factory factory) {
    this.factory = factory;
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        of(random, 1, 1, 1), of(random, 64, 10, 1), of(random, 3, 5, 7), of(random, 2, 1000, 1));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(of(random, 0, 10, 1), of(random, 3, 0, 2), of(random, 3, 4, 0));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(random, Pick.from(random, 1, 9), Pick.length(random), Pick.from(random, 1, 9));
  }

  private OperatorCase of(Random random, long outer, long channels, long inner) {
    return OperatorCase.builder(factory.create(outer, channels, inner))
        .with(Values.uniform(-100, 100), "x")
        .with(Values.uniform(0, 1), "y")
        .build(random);
  }
}
