package io.decant.conformance.cases;

import io.decant.spi.op.ClassificationAccuracy;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.SoftmaxLoss;
import io.decant.spi.op.SoftmaxLossBackward;
import java.util.List;
import java.util.Random;

/** Losses and accuracies of classes: ignored labels, ties between scores. */
final class LabelCases implements CaseSource {
  private static final int IGNORED = 1;

  static final CaseSource LOSS =
      new LabelCases(
          Values.uniform(0, 1),
          (geometry, random) ->
              new SoftmaxLoss(geometry, Pick.of(random, SoftmaxLoss.Normalization.values())));

  static final CaseSource LOSS_BACKWARD =
      new LabelCases(Values.uniform(0, 1), (geometry, random) -> new SoftmaxLossBackward(geometry));

  static final CaseSource ACCURACY =
      new LabelCases(
          Values.whole(0, 6),
          (geometry, random) ->
              new ClassificationAccuracy(geometry, Pick.from(random, 1, 3), random.nextBoolean()));

  private interface Factory {
    OpSpec create(LabelGeometry geometry, Random random);
  }

  private final Values scores;
  private final Factory factory;

  private LabelCases(Values scores, Factory factory) {
    this.scores = scores;
    this.factory = factory;
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        of(new LabelGeometry(64, 10, 1, false, 0), random),
        of(new LabelGeometry(64, 10, 1, true, IGNORED), random),
        of(new LabelGeometry(1, 1, 1, false, 0), random),
        of(new LabelGeometry(1, 2, 1, true, IGNORED), random),
        of(new LabelGeometry(3, 5, 7, true, IGNORED), random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(
        of(new LabelGeometry(0, 10, 1, false, 0), random),
        of(new LabelGeometry(4, 10, 0, true, IGNORED), random));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(
        new LabelGeometry(
            Pick.from(random, 1, 12),
            Pick.from(random, 2, 20),
            Pick.from(random, 1, 6),
            random.nextBoolean(),
            IGNORED),
        random);
  }

  private OperatorCase of(LabelGeometry geometry, Random random) {
    return OperatorCase.builder(factory.create(geometry, random))
        .with(scores, "prob", "scores")
        .with(Values.indices(geometry.classes()), "label")
        .with(Values.whole(1, 9), "divisor")
        .build(random);
  }
}
