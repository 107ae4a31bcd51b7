package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.ClassificationAccuracy;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.Lrn;
import io.decant.spi.op.LrnBackward;
import io.decant.spi.op.LrnGeometry;
import io.decant.spi.op.LstmCell;
import io.decant.spi.op.LstmCellBackward;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.Softmax;
import io.decant.spi.op.SoftmaxBackward;
import io.decant.spi.op.SoftmaxLoss;
import io.decant.spi.op.SoftmaxLossBackward;
import io.decant.spi.op.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Operators in one piece against their decompositions; convolutions have a test of their own. */
class CompositesTest extends OnDevice {
  private static final double TOLERANCE = 1e-5;

  @Test
  void softmax() {
    Comparison.assertAgrees(device, new Softmax(64, 10, 1), Comparison.NORMAL, TOLERANCE);
    Comparison.assertAgrees(device, new Softmax(3, 7, 11), Comparison.NORMAL, TOLERANCE);
    Comparison.assertAgrees(device, new Softmax(2, 1100, 70), Comparison.NORMAL, TOLERANCE);
    Comparison.assertAgrees(device, new Softmax(2, 0, 5), Comparison.NORMAL, TOLERANCE);
  }

  @Test
  void softmaxBackward() {
    Comparison.assertAgrees(device, new SoftmaxBackward(64, 10, 1), Comparison.NORMAL, TOLERANCE);
    Comparison.assertAgrees(device, new SoftmaxBackward(3, 7, 11), Comparison.NORMAL, TOLERANCE);
  }

  @Test
  void accuracy() {
    for (boolean ignores : new boolean[] {false, true}) {
      for (long inner : new long[] {1, 6, 3000}) {
        for (int topK : new int[] {1, 2, 5}) {
          LabelGeometry geometry = new LabelGeometry(20, 5, inner, ignores, 2);
          for (boolean perClass : new boolean[] {false, true}) {
            Comparison.assertAgrees(
                device,
                new ClassificationAccuracy(geometry, topK, perClass),
                CompositesTest::roundScoresAndLabels,
                1e-6);
          }
        }
      }
    }
  }

  /** Scores of few values, so that some are equal, and some labels outside the classes. */
  private static float[] roundScoresAndLabels(String operand, int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(7) - 1;
    }
    return values;
  }

  @Test
  void softmaxLossAndItsGradient() {
    for (boolean ignores : new boolean[] {false, true}) {
      for (long inner : new long[] {1, 7, 1500}) {
        LabelGeometry geometry = new LabelGeometry(3, 5, inner, ignores, 2);
        for (SoftmaxLoss.Normalization normalization : SoftmaxLoss.Normalization.values()) {
          Comparison.assertAgrees(
              device,
              new SoftmaxLoss(geometry, normalization),
              CompositesTest::scoresAndLabels,
              TOLERANCE);
        }
        Comparison.assertAgrees(
            device, new SoftmaxLossBackward(geometry), CompositesTest::scoresAndLabels, TOLERANCE);
      }
    }
  }

  @Test
  void labelOutsideTheClassesMakesTheLossNotANumber() {
    LabelGeometry geometry = new LabelGeometry(4, 3, 1, true, -1);
    SoftmaxLoss spec = new SoftmaxLoss(geometry, SoftmaxLoss.Normalization.VALID);
    for (float wrong : new float[] {3, -2, Float.NaN}) {
      List<float[]> results =
          Comparison.run(
              device,
              spec,
              false,
              (name, count, random) ->
                  name.equals("label")
                      ? new float[] {-1, wrong, 0, 2}
                      : scoresAndLabels(name, count, random),
              1);
      assertTrue(Float.isNaN(results.get(2)[0]));
      assertArrayEquals(new float[] {3}, results.get(3));
    }
  }

  private static float[] scoresAndLabels(String operand, int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = operand.equals("label") ? random.nextInt(5) : 0.01f + random.nextFloat();
    }
    return values;
  }

  @Test
  void channelSum() {
    for (boolean accumulate : new boolean[] {false, true}) {
      for (long inner : new long[] {1, 3, 16, 577, 5000}) {
        Comparison.assertAgrees(
            device, new ChannelSum(13, 7, inner, accumulate), Comparison.NORMAL, TOLERANCE);
      }
      Comparison.assertAgrees(
          device, new ChannelSum(0, 3, 20, accumulate), Comparison.NORMAL, TOLERANCE);
    }
  }

  @Test
  void averagePooling() {
    pool(List.of(9L, 7L), List.of(3L, 2L), 2, 1, List.of(0L, 1L));
    pool(List.of(6L, 6L), List.of(6L, 6L), 1, 0, List.of(0L, 0L));
    pool(List.of(5L, 4L, 6L), List.of(2L, 3L, 2L), 1, 1, List.of(1L, 0L, 1L));
    pool(List.of(20L), List.of(5L), 3, 2, List.of(2L));
    poolWhole(3000, List.of(7L, 7L));
    poolWhole(3, List.of(45L, 45L));
    poolWhole(2, List.of(50L, 50L));
    pool(List.of(11L, 12L), List.of(9L, 9L), 2, 0, List.of(0L, 0L));
  }

  private static void poolWhole(long planes, List<Long> extents) {
    List<Long> ones = List.of(1L, 1L);
    List<Long> zeros = List.of(0L, 0L);
    Window window = new Window(planes, extents, extents, ones, zeros, zeros, ones);
    PoolingGeometry geometry = new PoolingGeometry(window, zeros);
    Comparison.assertAgrees(device, new AveragePooling(geometry), Comparison.NORMAL, TOLERANCE);
    Comparison.assertAgrees(
        device, new AveragePoolingBackward(geometry), Comparison.NORMAL, TOLERANCE);
  }

  private static void pool(
      List<Long> input, List<Long> kernel, long stride, long pad, List<Long> counted) {
    List<Long> strides = input.stream().map(extent -> stride).toList();
    List<Long> begin = input.stream().map(extent -> pad).toList();
    List<Long> end = input.stream().map(extent -> pad + 1).toList();
    List<Long> ones = input.stream().map(extent -> 1L).toList();
    Window window = new Window(5, input, kernel, strides, begin, end, ones);
    PoolingGeometry geometry = new PoolingGeometry(window, counted);
    Comparison.assertAgrees(device, new AveragePooling(geometry), Comparison.NORMAL, TOLERANCE);
    Comparison.assertAgrees(
        device, new AveragePoolingBackward(geometry), Comparison.NORMAL, TOLERANCE);
  }

  @Test
  void localResponseNormalisation() {
    for (float beta : new float[] {0.75f, 0.5f, 0.6f}) {
      for (long channels : new long[] {1, 4, 37}) {
        for (long inner : new long[] {1, 30, 3000}) {
          LrnGeometry geometry = new LrnGeometry(2, channels, inner, 5, 0.3f, beta, 1.5f);
          Comparison.assertAgrees(device, new Lrn(geometry), Comparison.NORMAL, TOLERANCE);
          Comparison.assertAgrees(device, new LrnBackward(geometry), Comparison.NORMAL, TOLERANCE);
        }
      }
    }
  }

  @Test
  void recurrentCells() {
    for (long rows : new long[] {0, 1, 3, 70}) {
      for (long hidden : new long[] {1, 5, 128}) {
        Comparison.assertAgrees(
            device, new LstmCell(rows, hidden), CompositesTest::continued, TOLERANCE);
        Comparison.assertAgrees(
            device, new LstmCellBackward(rows, hidden), Comparison.NORMAL, TOLERANCE);
      }
    }
    Comparison.assertAgrees(device, new LstmCell(2, 9000), CompositesTest::continued, TOLERANCE);
    Comparison.assertAgrees(device, new LstmCellBackward(2, 9000), Comparison.NORMAL, TOLERANCE);
  }

  /** Flags of 0, 1 and, since nothing forbids it, between. */
  private static float[] continued(String operand, int count, Random random) {
    float[] values = Comparison.normal(count, random);
    for (int i = 0; operand.equals("cont") && i < count; i++) {
      values[i] = random.nextInt(3) / 2f;
    }
    return values;
  }
}
