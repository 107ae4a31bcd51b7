package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.Device;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.BatchNorm;
import io.decant.spi.op.BatchNormBackward;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelMoments;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.NormaliseBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ReluBackward;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Window;
import io.decant.spi.op.WindowReduce;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The number of threads is configurable and changes no bit of any result. */
class ThreadsTest {
  private static final ComputeMode MODE = ComputeMode.FLOAT32;
  private static final Window WINDOW =
      new Window(
          18,
          List.of(13L, 15L),
          List.of(3L, 3L),
          List.of(1L, 2L),
          List.of(1L, 1L),
          List.of(1L, 0L),
          List.of(1L, 1L));
  private static final ConvolutionGeometry GEOMETRY =
      new ConvolutionGeometry(23, 1, 18, 12, WINDOW);

  private static final ConvolutionGeometry SMALL_TILES =
      new ConvolutionGeometry(5, 2, 64, 96, square(64, 21, 3));

  private static final ConvolutionGeometry MANY_WEIGHTS =
      new ConvolutionGeometry(3, 1, 48, 80, square(48, 9, 5));

  private static final List<OpSpec> SPECS =
      List.of(
          new Convolution(GEOMETRY, true, MODE),
          new ConvolutionBackwardData(GEOMETRY, MODE),
          new ConvolutionBackwardWeights(GEOMETRY, true, MODE),
          new Convolution(SMALL_TILES, true, MODE),
          new ConvolutionBackwardData(SMALL_TILES, MODE),
          new ConvolutionBackwardWeights(SMALL_TILES, false, MODE),
          new ConvolutionBackwardWeights(MANY_WEIGHTS, true, MODE),
          new ChannelMoments(7, 5, 4111),
          new NormaliseBackward(9, 30, 700, 1e-3f),
          new BatchNorm(9, 30, 700, 1e-3f, true, true, true),
          new BatchNormBackward(9, 30, 700, 1e-3f, true, true, true, false),
          new ChannelDot(9, 3, 5000, true),
          new ReluBackward(100_003, 0.1f),
          Gemm.dense(97, 301, 203, false, true, 1, 0),
          Gemm.dense(97, 301, 203, true, false, 1, 1),
          Gemm.batched(5, 40, 50, 60, false, false, 1, 1).withBatchStrides(2400, 3000, 0),
          Reduce.of(Reduce.Function.SUM, 1, 700_001, 1),
          Reduce.of(Reduce.Function.SUM, 3, 501, 130),
          new ChannelSum(41, 5, 333, true),
          new ScatterAdd(40, 60, 900, 1, IndexLayout.FULL, true),
          new WindowReduce(WindowReduce.Function.SUM, WINDOW.withPlanes(90), false),
          Axpby.of(100_003, 0.3f, 0.7f));

  private static Window square(long channels, long size, long kernel) {
    return new Window(
        channels,
        List.of(size, size),
        List.of(kernel, kernel),
        List.of(1L, 1L),
        List.of(1L, 1L),
        List.of(1L, 1L),
        List.of(1L, 1L));
  }

  @Test
  void resultsAreTheSameOnAnyNumberOfThreads() {
    List<List<float[]>> expected = results("1");
    for (String threads : new String[] {"2", "3"}) {
      List<List<float[]>> found = results(threads);
      for (int i = 0; i < SPECS.size(); i++) {
        for (int operand = 0; operand < expected.get(i).size(); operand++) {
          assertArrayEquals(
              expected.get(i).get(operand), found.get(i).get(operand), SPECS.get(i).name());
        }
      }
    }
  }

  private static List<List<float[]>> results(String threads) {
    try (Device device = new TestContext().with("decant.cpu.threads", threads).open()) {
      return SPECS.stream()
          .map(
              spec ->
                  Comparison.run(
                      device,
                      spec,
                      false,
                      (name, count, random) -> {
                        float[] values = Comparison.normal(count, random);
                        for (int i = 0; name.equals("index") && i < count; i++) {
                          values[i] = random.nextInt(62) - 1;
                        }
                        for (int i = 0; name.equals("variance") && i < count; i++) {
                          values[i] = Math.abs(values[i]);
                        }
                        return values;
                      },
                      5))
          .toList();
    }
  }

  @Test
  void aBadNumberIsRefused() {
    for (String wrong : new String[] {"0", "-1", "many", "1025", ""}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> new TestContext().with("decant.cpu.threads", wrong).open());
      assertTrue(String.valueOf(e.getMessage()).contains("decant.cpu.threads is '" + wrong + "'"));
    }
  }
}
