package io.decant.conformance.cases;

import io.decant.spi.op.SgdStep;
import java.util.List;
import java.util.Random;

/** Solver steps: every kind of regularisation, with and without clipping. */
final class SgdStepCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        of(new SgdStep(1, 0.9f, 1, 0.0005f, false, 1, false), random),
        of(new SgdStep(501, 0.9f, 2, 0, false, 0.25f, false), random),
        of(new SgdStep(1025, 0, 1, 0.01f, true, 1, true), random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(of(new SgdStep(0, 0.9f, 1, 0.0005f, false, 1, false), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(
        new SgdStep(
            Pick.length(random),
            Pick.of(random, 0f, 0.9f),
            Pick.of(random, 1f, 2f),
            Pick.of(random, 0f, 0.01f),
            random.nextBoolean(),
            Pick.of(random, 1f, 0.5f),
            random.nextBoolean()),
        random);
  }

  private static OperatorCase of(SgdStep spec, Random random) {
    return OperatorCase.builder(spec)
        .with(Values.uniform(0.001f, 0.1f), "rate")
        .with(Values.uniform(0.1f, 1), "clip")
        .build(random);
  }
}
