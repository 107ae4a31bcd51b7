package io.decant.conformance.cases;

import io.decant.spi.op.TrustRatio;
import java.util.List;
import java.util.Random;

/** Rates by LARS: of any weights, of weights that are all zero, and where no gradient came. */
final class TrustRatioCases implements CaseSource {
  private static final Values SQUARES = Values.uniform(0.01f, 100);
  private static final Values ZERO = Values.uniform(0, 0);

  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        of(new TrustRatio(0.001f, 0.0005f, 1, false), SQUARES, SQUARES, random),
        of(new TrustRatio(0.001f, 0.0005f, 1, false), ZERO, SQUARES, random),
        of(new TrustRatio(0.02f, 0, 0.5f, true), SQUARES, ZERO, random),
        of(new TrustRatio(0.02f, 0, 1, true), ZERO, ZERO, random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of();
  }

  @Override
  public OperatorCase any(Random random) {
    TrustRatio spec =
        new TrustRatio(
            Pick.of(random, 0.001f, 0.02f),
            Pick.of(random, 0f, 0.01f),
            Pick.of(random, 1f, 0.5f),
            random.nextBoolean());
    return of(spec, SQUARES, SQUARES, random);
  }

  private static OperatorCase of(TrustRatio spec, Values gradient, Values weights, Random random) {
    return OperatorCase.builder(spec)
        .with(gradient, "gradient_squares")
        .with(weights, "weight_squares")
        .with(Values.uniform(0.1f, 1), "rate")
        .with(Values.uniform(0.1f, 1), "clip")
        .build(random);
  }
}
