package io.decant.conformance.cases;

import io.decant.spi.op.BatchNorm;
import io.decant.spi.op.BatchNormBackward;
import io.decant.spi.op.BiasReluBackward;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelMoments;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.NormaliseBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ScaleShift;
import java.util.List;
import java.util.Random;

/** Operators over (outer, channels, inner) that treat each channel apart. */
final class ChannelwiseCases implements CaseSource {
  static final CaseSource DOT =
      new ChannelwiseCases(
          (outer, channels, inner, random) ->
              new ChannelDot(outer, channels, inner, random.nextBoolean()));

  static final CaseSource MOMENTS =
      new ChannelwiseCases(
          (outer, channels, inner, random) -> new ChannelMoments(outer, channels, inner));

  static final CaseSource NORMALISE =
      new ChannelwiseCases(
          (outer, channels, inner, random) -> new Normalise(outer, channels, inner, eps(random)));

  static final CaseSource NORMALISE_BACKWARD =
      new ChannelwiseCases(
          (outer, channels, inner, random) ->
              new NormaliseBackward(outer, channels, inner, eps(random)));

  static final CaseSource BATCH_NORM =
      new ChannelwiseCases(
          (outer, channels, inner, random) ->
              new BatchNorm(
                  outer,
                  channels,
                  inner,
                  eps(random),
                  random.nextBoolean(),
                  random.nextBoolean(),
                  random.nextBoolean()));

  static final CaseSource BATCH_NORM_BACKWARD =
      new ChannelwiseCases(
          (outer, channels, inner, random) ->
              new BatchNormBackward(
                  outer,
                  channels,
                  inner,
                  eps(random),
                  random.nextBoolean(),
                  random.nextBoolean(),
                  random.nextBoolean(),
                  random.nextBoolean()));

  static final CaseSource BIAS_RELU_BACKWARD =
      new ChannelwiseCases(
          (outer, channels, inner, random) ->
              new BiasReluBackward(outer, channels, inner, random.nextBoolean()));

  static final CaseSource SCALE_SHIFT =
      new ChannelwiseCases(
          (outer, channels, inner, random) -> new ScaleShift(outer, channels, inner));

  private interface Factory {
    OpSpec create(long outer, long channels, long inner, Random random);
  }

  private final Factory factory;

  private ChannelwiseCases(Factory factory) {
    this.factory = factory;
  }

  private static float eps(Random random) {
    return Pick.of(random, 1e-5f, 1e-2f, 1f);
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    return List.of(
        of(1, 1, 1, random),
        of(64, 10, 1, random),
        of(1, 3, 7, random),
        of(7, 5, 33, random),
        of(3, 40, 6, random));
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(of(2, 0, 4, random));
  }

  @Override
  public List<OperatorCase> large(Random random) {
    return List.of(of(5, 3, 5000, random), of(2, 70, 300, random), of(9000, 70, 1, random));
  }

  @Override
  public OperatorCase any(Random random) {
    return of(Pick.from(random, 1, 9), Pick.from(random, 1, 30), Pick.length(random), random);
  }

  private OperatorCase of(long outer, long channels, long inner, Random random) {
    return OperatorCase.builder(factory.create(outer, channels, inner, random))
        .with(Values.uniform(0.1f, 2), "variance")
        .build(random);
  }
}
