package io.decant.conformance.cases;

import io.decant.spi.op.Col2im;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.Layout;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Operators over sliding windows; the numbers that maxima are taken of are often equal. */
final class WindowCases implements CaseSource {
  static final CaseSource IM2COL = new WindowCases(window -> Stream.of(new Im2col(window)));

  static final CaseSource COL2IM = new WindowCases(window -> Stream.of(new Col2im(window)));

  static final CaseSource REDUCE =
      new WindowCases(
          window ->
              Stream.of(
                  new WindowReduce(WindowReduce.Function.MAX, window, true),
                  new WindowReduce(WindowReduce.Function.MAX, window, false),
                  new WindowReduce(WindowReduce.Function.SUM, window, false),
                  channelsLast(WindowReduce.Function.MAX, window, true),
                  channelsLast(WindowReduce.Function.MAX, window, false),
                  channelsLast(WindowReduce.Function.SUM, window, false)));

  /** The channels of the cases with channels last: more than a vector, and no multiple of it. */
  private static final long CHANNELS = 11;

  private interface Factory {
    Stream<OpSpec> create(Window window);
  }

  private final Factory factory;

  private WindowCases(Factory factory) {
    this.factory = factory;
  }

  /** Returns the reduction over as many images, each of them several planes, channels last. */
  private static WindowReduce channelsLast(
      WindowReduce.Function function, Window window, boolean indices) {
    Window images = window.withPlanes(window.planes() * CHANNELS).withChannelsLast(CHANNELS);
    return new WindowReduce(function, images, indices, Layout.CHANNELS_LAST);
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    return Windows.edges(3).stream()
        .flatMap(factory::create)
        .map(spec -> of(spec, random))
        .toList();
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return Windows.empty(2).stream()
        .flatMap(factory::create)
        .map(spec -> of(spec, random))
        .toList();
  }

  @Override
  public OperatorCase any(Random random) {
    Window window = Windows.any(random, Pick.from(random, 1, 6));
    return of(Pick.of(random, factory.create(window).toList()), random);
  }

  private static OperatorCase of(OpSpec spec, Random random) {
    boolean maximum =
        spec instanceof WindowReduce reduce && reduce.function() == WindowReduce.Function.MAX;
    return OperatorCase.builder(spec)
        .with(maximum ? Values.whole(-2, 2) : Values.uniform(-1, 1), "x")
        .build(random);
  }
}
