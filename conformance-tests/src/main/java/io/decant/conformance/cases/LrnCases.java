package io.decant.conformance.cases;

import io.decant.spi.op.Lrn;
import io.decant.spi.op.LrnBackward;
import io.decant.spi.op.LrnGeometry;
import io.decant.spi.op.OpSpec;
import java.util.List;
import java.util.Random;

/** Local response normalisation and its gradient. */
final class LrnCases implements CaseSource {
  static final CaseSource FORWARD = new LrnCases(Lrn::new);

  static final CaseSource BACKWARD = new LrnCases(LrnBackward::new);

  private interface Factory {
    OpSpec create(LrnGeometry geometry);
  }

  private final Factory factory;

  private LrnCases(Factory factory) {
    this.factory = factory;
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        of(new LrnGeometry(2, 7, 9, 5, 1e-4f, 0.75f, 1), random),
        of(new LrnGeometry(1, 1, 1, 1, 1, 0.5f, 2), random),
        of(new LrnGeometry(20, 37, 1, 5, 1e-4f, 0.75f, 1), random),
        of(new LrnGeometry(3, 4, 5, 9, 2, 0.75f, 1), random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(of(new LrnGeometry(0, 5, 4, 3, 1, 0.75f, 1), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(
        new LrnGeometry(
            Pick.from(random, 1, 4),
            Pick.from(random, 1, 12),
            Pick.from(random, 1, 40),
            Pick.of(random, 1, 3, 5),
            random.nextFloat(),
            Pick.of(random, 0.75f, 0.5f, 1f),
            Pick.of(random, 1f, 2f)),
        random);
  }

  private OperatorCase of(LrnGeometry geometry, Random random) {
    return OperatorCase.of(factory.create(geometry), random);
  }
}
