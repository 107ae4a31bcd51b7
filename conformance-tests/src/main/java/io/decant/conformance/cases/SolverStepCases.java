package io.decant.conformance.cases;

import io.decant.spi.op.AdaDeltaStep;
import io.decant.spi.op.AdaGradStep;
import io.decant.spi.op.AdamStep;
import io.decant.spi.op.AdamWStep;
import io.decant.spi.op.NesterovStep;
import io.decant.spi.op.RmsPropStep;
import io.decant.spi.op.SgdStep;
import io.decant.spi.op.SolverStep;
import io.decant.spi.op.StepSettings;
import java.util.List;
import java.util.Random;

/**
 * Solver steps: every kind of regularisation, with and without clipping, with and without a share
 * of what was. Histories of squares are never negative.
 */
final class SolverStepCases implements CaseSource {
  private static final Values ANY = Values.uniform(-1, 1);
  private static final Values SQUARES = Values.uniform(0.01f, 1);

  static final CaseSource SGD = new SolverStepCases(SgdStep::new, ANY, ANY);
  static final CaseSource NESTEROV = new SolverStepCases(NesterovStep::new, ANY, ANY);
  static final CaseSource ADA_GRAD =
      new SolverStepCases((settings, share) -> new AdaGradStep(settings, 0.01f), SQUARES, ANY);
  static final CaseSource RMS_PROP =
      new SolverStepCases(
          (settings, share) -> new RmsPropStep(settings, share, 0.01f), SQUARES, ANY);
  static final CaseSource ADA_DELTA =
      new SolverStepCases(
          (settings, share) -> new AdaDeltaStep(settings, share, 0.01f), SQUARES, SQUARES);
  static final CaseSource ADAM =
      new SolverStepCases(
          (settings, share) -> new AdamStep(settings, share, 0.9f * share, 0.01f), ANY, SQUARES);

  static final CaseSource ADAM_W =
      new SolverStepCases(
          (settings, share) ->
              new AdamWStep(settings, share, 0.9f * share, 0.01f, 2 * settings.decay()),
          ANY,
          SQUARES);

  private interface Maker {
    SolverStep make(StepSettings settings, float share);
  }

  private final Maker maker;
  private final Values first;
  private final Values second;

  private SolverStepCases(Maker maker, Values first, Values second) {
    this.maker = maker;
    this.first = first;
    this.second = second;
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        of(new StepSettings(1, 1, 0.0005f, false, 1, false, false), 0.9f, random),
        of(new StepSettings(501, 2, 0, false, 0.25f, false, true), 0.9f, random),
        of(new StepSettings(1025, 1, 0.01f, true, 1, true, false), 0, random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(of(new StepSettings(0, 1, 0.0005f, false, 1, false, true), 0.9f, random));
  }

  @Override
  public OperatorCase any(Random random) {
    StepSettings settings =
        new StepSettings(
            Pick.length(random),
            Pick.of(random, 1f, 2f),
            Pick.of(random, 0f, 0.01f),
            random.nextBoolean(),
            Pick.of(random, 1f, 0.5f),
            random.nextBoolean(),
            random.nextBoolean());
    return of(settings, Pick.of(random, 0f, 0.9f), random);
  }

  private OperatorCase of(StepSettings settings, float share, Random random) {
    return OperatorCase.builder(maker.make(settings, share))
        .with(Values.uniform(0.001f, 0.1f), "rate")
        .with(Values.uniform(0.1f, 1), "clip")
        .with(first, "history")
        .with(second, "history2")
        .build(random);
  }
}
