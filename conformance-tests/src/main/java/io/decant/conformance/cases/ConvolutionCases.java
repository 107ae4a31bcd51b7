package io.decant.conformance.cases;

import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Convolution and its gradients: groups, strides, padding, dilation, one to three axes, channels
 * first and last, each channel by itself.
 */
final class ConvolutionCases implements CaseSource {
  static final CaseSource FORWARD =
      new ConvolutionCases(
          (geometry, random) ->
              new Convolution(geometry, random.nextBoolean(), ComputeMode.FLOAT32));

  static final CaseSource BACKWARD_DATA =
      new ConvolutionCases(
          (geometry, random) -> new ConvolutionBackwardData(geometry, ComputeMode.FLOAT32));

  static final CaseSource BACKWARD_WEIGHTS =
      new ConvolutionCases(
          (geometry, random) ->
              new ConvolutionBackwardWeights(geometry, random.nextBoolean(), ComputeMode.FLOAT32));

  private interface Factory {
    OpSpec create(ConvolutionGeometry geometry, Random random);
  }

  private final Factory factory;

  private ConvolutionCases(Factory factory) {
    this.factory = factory;
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    List<OperatorCase> cases = new ArrayList<>();
    for (Window window : Windows.edges(4)) {
      cases.addAll(inBoth(new ConvolutionGeometry(3, 2, 4, 6, window), random));
    }
    cases.addAll(
        inBoth(new ConvolutionGeometry(5, 1, 1, 20, Windows.square(1, 12, 5, 1, 0, 1)), random));
    cases.addAll(
        inBoth(new ConvolutionGeometry(1, 3, 3, 3, Windows.square(3, 6, 3, 1, 1, 1)), random));
    for (Window window : Windows.edges(5)) {
      cases.addAll(inBoth(new ConvolutionGeometry(2, 5, 5, 5, window), random));
      cases.add(of(new ConvolutionGeometry(3, 5, 5, 15, window), random));
    }
    return cases;
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(
        of(new ConvolutionGeometry(0, 1, 2, 3, Windows.square(2, 5, 3, 1, 1, 1)), random),
        of(new ConvolutionGeometry(0, 1, 2, 3, Windows.square(2, 5, 1, 1, 0, 1)), random),
        of(
            new ConvolutionGeometry(0, 1, 2, 3, Windows.square(2, 5, 3, 1, 1, 1))
                .in(Layout.CHANNELS_LAST),
            random));
  }

  @Override
  public List<OperatorCase> large(Random random) {
    return List.of(
        of(new ConvolutionGeometry(7, 1, 20, 50, Windows.square(20, 12, 5, 1, 0, 1)), random),
        of(new ConvolutionGeometry(2, 2, 64, 96, Windows.square(64, 9, 3, 1, 1, 1)), random),
        of(new ConvolutionGeometry(2, 1, 64, 36, Windows.square(64, 8, 3, 2, 1, 1)), random),
        of(new ConvolutionGeometry(1, 2, 512, 512, Windows.square(512, 5, 3, 1, 1, 1)), random),
        of(new ConvolutionGeometry(2, 1, 256, 260, Windows.square(256, 5, 1, 1, 0, 1)), random),
        of(new ConvolutionGeometry(3, 40, 40, 40, Windows.square(40, 14, 3, 1, 1, 1)), random),
        of(new ConvolutionGeometry(2, 24, 24, 48, Windows.square(24, 15, 5, 2, 2, 1)), random),
        of(
            new ConvolutionGeometry(2, 1, 64, 96, Windows.square(64, 9, 3, 1, 1, 1))
                .in(Layout.CHANNELS_LAST),
            random),
        of(
            new ConvolutionGeometry(2, 1, 256, 260, Windows.square(256, 5, 1, 1, 0, 1))
                .in(Layout.CHANNELS_LAST),
            random));
  }

  @Override
  public OperatorCase any(Random random) {
    int groups = Pick.of(random, 1, 1, 2, 3);
    int inputs = groups * Pick.from(random, 1, 4);
    int outputs = groups * Pick.from(random, 1, 5);
    return of(
        new ConvolutionGeometry(
            Pick.from(random, 1, 4),
            groups,
            inputs,
            outputs,
            Windows.any(random, inputs),
            Pick.of(random, Layout.values())),
        random);
  }

  private List<OperatorCase> inBoth(ConvolutionGeometry geometry, Random random) {
    return List.of(of(geometry, random), of(geometry.in(Layout.CHANNELS_LAST), random));
  }

  private OperatorCase of(ConvolutionGeometry geometry, Random random) {
    return OperatorCase.of(factory.create(geometry, random), random);
  }
}
