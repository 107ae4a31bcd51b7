package io.decant.conformance.cases;

import io.decant.conformance.oracle.Estimates;
import io.decant.spi.op.Layout;
import io.decant.spi.op.MaxPoolingBackward;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The gradient of maxima: indices are those of maxima of numbers that are often equal, but for a
 * few that name nothing in the planes.
 */
final class MaxPoolingCases implements CaseSource {
  /** The channels of the cases with channels last: more than a vector, and no multiple of it. */
  private static final long CHANNELS = 11;

  /** A multiple of a vector. */
  private static final long ALIGNED_CHANNELS = 8;

  @Override
  public List<OperatorCase> edges(Random random) {
    return Stream.concat(Windows.edges(3).stream(), Stream.of(Windows.square(5, 12, 3, 2, 1, 1)))
        .flatMap(MaxPoolingCases::gradients)
        .map(spec -> of(spec, random))
        .toList();
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return Windows.empty(2).stream()
        .flatMap(MaxPoolingCases::gradients)
        .map(spec -> of(spec, random))
        .toList();
  }

  @Override
  public OperatorCase any(Random random) {
    Window window = Windows.any(random, Pick.from(random, 1, 6));
    return of(Pick.of(random, gradients(window).toList()), random);
  }

  private static Stream<MaxPoolingBackward> gradients(Window window) {
    return Stream.of(
        new MaxPoolingBackward(window),
        new MaxPoolingBackward(window, Layout.CHANNELS_FIRST, 5),
        channelsLast(window, CHANNELS, 0),
        channelsLast(window, CHANNELS, 7),
        channelsLast(window, ALIGNED_CHANNELS, 0));
  }

  /** Returns the gradient of as many images, each of them several planes, channels last. */
  private static MaxPoolingBackward channelsLast(Window window, long channels, long first) {
    return new MaxPoolingBackward(
            window.withPlanes(window.planes() * channels), Layout.CHANNELS_FIRST, first)
        .withChannelsLast(channels);
  }

  private static OperatorCase of(MaxPoolingBackward spec, Random random) {
    return OperatorCase.builder(spec)
        .with(Values.listed(positions(spec, random)), "index")
        .build(random);
  }

  private static float[] positions(MaxPoolingBackward spec, Random random) {
    WindowReduce maxima =
        new WindowReduce(WindowReduce.Function.MAX, spec.window(), true, spec.layout());
    Estimates found =
        OperatorCase.builder(maxima).with(Values.whole(-2, 2), "x").build(random).expected().get(2);
    long behind = spec.firstPosition() + spec.scattering().size();
    float[] positions = new float[found.count()];
    for (int i = 0; i < positions.length; i++) {
      float own = (float) found.value(i);
      float named = own < 0 ? own : own + spec.firstPosition();
      positions[i] =
          random.nextInt(8) == 0
              ? Pick.of(random, -1f, spec.firstPosition() - 1f, (float) behind, 3e9f)
              : named;
    }
    return positions;
  }
}
