package io.decant.conformance.cases;

import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.Window;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Average pooling and its gradient, as Caffe counts the cells at the border; channels first and
 * last.
 */
final class PoolingCases implements CaseSource {
  static final CaseSource FORWARD = new PoolingCases(AveragePooling::new);

  static final CaseSource BACKWARD = new PoolingCases(AveragePoolingBackward::new);

  private interface Factory {
    OpSpec create(PoolingGeometry geometry);
  }

  private final Factory factory;

  private PoolingCases(Factory factory) {
    this.factory = factory;
  }

  @Override
  public List<OperatorCase> edges(Random random) {
    return Stream.of(
            caffe(3, 6, 2, 2, 0),
            caffe(3, 7, 3, 2, 0),
            caffe(2, 7, 3, 2, 1),
            caffe(4, 5, 3, 1, 1),
            caffe(1, 1, 1, 1, 0),
            caffe(2, 9, 9, 1, 0),
            caffe(2, 8, 3, 3, 2),
            caffe(6, 7, 3, 2, 1).withChannelsLast(3),
            caffe(22, 6, 2, 2, 0).withChannelsLast(11),
            caffe(10, 5, 5, 1, 0).withChannelsLast(5))
        .map(geometry -> OperatorCase.of(factory.create(geometry), random))
        .toList();
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return List.of(
        OperatorCase.of(factory.create(caffe(0, 6, 2, 2, 0)), random),
        OperatorCase.of(factory.create(caffe(0, 6, 2, 2, 0).withChannelsLast(3)), random));
  }

  @Override
  public OperatorCase any(Random random) {
    int kernel = Pick.from(random, 1, 4);
    long channels = Pick.from(random, 1, 4);
    PoolingGeometry planes =
        caffe(
            channels * Pick.from(random, 1, 3),
            Pick.from(random, kernel, 12),
            kernel,
            Pick.from(random, 1, Math.min(kernel, 3)),
            random.nextInt(kernel));
    return OperatorCase.of(
        factory.create(random.nextBoolean() ? planes : planes.withChannelsLast(channels)), random);
  }

  /** Returns square pooling whose output size is rounded up; windows in the padding are dropped. */
  private static PoolingGeometry caffe(
      long planes, long input, long kernel, long stride, long pad) {
    long outputs = (input + 2 * pad - kernel + stride - 1) / stride + 1;
    if (pad > 0 && (outputs - 1) * stride >= input + pad) {
      outputs--;
    }
    long end = (outputs - 1) * stride + kernel - input - pad;
    Window window =
        new Window(
            planes,
            List.of(input, input),
            List.of(kernel, kernel),
            List.of(stride, stride),
            List.of(pad, pad),
            List.of(end, end),
            List.of(1L, 1L));
    return new PoolingGeometry(window, List.of(pad, pad));
  }
}
