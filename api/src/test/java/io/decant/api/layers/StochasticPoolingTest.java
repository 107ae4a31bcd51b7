package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.net.Net;
import io.decant.api.net.NetBuilder;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.Phase;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pooling that draws an element of each window by its value. */
class StochasticPoolingTest extends LayerTest {
  private static final int PLANES = 20_000;

  private NetBuilder pooling(String shape, String fields) {
    return nets.builder(
        input("x", shape)
            + "layer { name: 'p' type: 'Pooling' bottom: 'x' top: 'y' loss_weight: 3"
            + " pooling_param { pool: STOCHASTIC "
            + fields
            + " } }");
  }

  /** Planes of 2 x 2 elements, each holding the given ones. */
  private static void repeat(Net net, float... plane) {
    float[] values = new float[Math.toIntExact(net.blob("x").count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = plane[i % plane.length];
    }
    net.blob("x").setData(values);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 1701, -5})
  void drawsEachElementAsOftenAsItsValueSays(long seed) {
    try (Net net = pooling(PLANES + ", 1, 2, 2", "kernel_size: 2").seed(seed).build()) {
      repeat(net, 1, 4, 0, 5);
      net.forwardBackward();
      float[] y = net.blob("y").data();
      float[] dx = net.blob("x").diff();
      int[] drawn = new int[4];
      for (int i = 0; i < PLANES; i++) {
        int cell = y[i] == 1 ? 0 : y[i] == 4 ? 1 : 3;
        assertEquals(new float[] {1, 4, 0, 5}[cell], y[i]);
        drawn[cell]++;
        for (int j = 0; j < 4; j++) {
          assertEquals(j == cell ? 3 : 0, dx[4 * i + j]);
        }
      }
      double[] shares = {0.1, 0.4, 0, 0.5};
      for (int cell = 0; cell < 4; cell++) {
        double deviation = Math.sqrt(PLANES * shares[cell] * (1 - shares[cell]));
        assertEquals(PLANES * shares[cell], drawn[cell], 5 * deviation);
      }
    }
  }

  @Test
  void drawsAnewInEachIterationAndTheSameForTheSameSeed() {
    try (Net net = pooling("50, 1, 2, 2", "kernel_size: 2").seed(3).build();
        Net same = pooling("50, 1, 2, 2", "kernel_size: 2").seed(3).build()) {
      float[] first = run(net, 1);
      assertArrayEquals(first, run(same, 1));
      assertFalse(Arrays.equals(first, run(net, 2)));
      assertArrayEquals(first, run(net, 1));
    }
  }

  private static float[] run(Net net, long iteration) {
    repeat(net, 1, 2, 3, 4);
    net.passes().iteration(iteration, 0);
    net.forward();
    return net.blob("y").data();
  }

  @Test
  void averagesByWeightInTest() {
    try (Net net =
        pooling("2, 1, 2, 2", "kernel_size: 2").phase(Phase.TEST).backward(false).build()) {
      net.blob("x").setData(1, 2, 3, 4, 0, 0, 0, 0);
      net.forward();
      assertArrayEquals(new float[] {3, 0}, net.blob("y").data(), 1e-6f);
    }
  }

  @Test
  void windowsAtTheEndAreSmallerAndOverlapsShareTheGradient() {
    try (Net net = pooling("1, 1, 3, 3", "kernel_size: 2 stride: 2").build()) {
      net.blob("x").setData(0, 7, 0, 0, 0, 2, 0, 8, 9);
      net.forwardBackward();
      assertArrayEquals(new float[] {7, 2, 8, 9}, net.blob("y").data());
      assertArrayEquals(new float[] {0, 3, 0, 0, 0, 3, 0, 3, 3}, net.blob("x").diff());
    }
    try (Net net = pooling("1, 1, 2, 3", "kernel_size: 2").build()) {
      net.blob("x").setData(0, 7, 0, 0, 0, 0);
      net.forwardBackward();
      assertArrayEquals(new float[] {7, 7}, net.blob("y").data());
      assertArrayEquals(new float[] {0, 6, 0, 0, 0, 0}, net.blob("x").diff());
    }
  }

  @Test
  void allZeroWindowsAreZero() {
    try (Net net = pooling("3, 2, 4, 4", "kernel_size: 3 stride: 2").build()) {
      net.forwardBackward();
      assertArrayEquals(new float[24], net.blob("y").data());
    }
  }

  @Test
  void aPyramidDrawsOnEachLevel() {
    String text =
        input("x", "500, 1, 4, 4")
            + "layer { name: 's' type: 'SPP' bottom: 'x' top: 'y' loss_weight: 1"
            + " spp_param { pyramid_height: 2 pool: STOCHASTIC } }";
    try (Net net = nets.train(text)) {
      repeat(net, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
      net.forwardBackward();
      float[] y = net.blob("y").data();
      double sum = 0;
      for (int i = 0; i < 500; i++) {
        assertTrue(y[5 * i] >= 1 && y[5 * i] <= 16);
        assertTrue(
            y[5 * i + 1] == 1 || y[5 * i + 1] == 2 || y[5 * i + 1] == 5 || y[5 * i + 1] == 6);
        assertTrue(y[5 * i + 4] >= 11);
        sum += y[5 * i];
      }
      // The mean is the sum of squares over the sum, 1496 / 136, the deviation 3.9.
      assertEquals(11, sum / 500, 5 * 3.9 / Math.sqrt(500));
      float gradients = 0;
      for (float gradient : net.blob("x").diff()) {
        gradients += gradient;
      }
      assertEquals(2500, gradients);
    }
  }

  @Test
  void itsGradientIsRefusedInTest() {
    try (Net net = pooling("1, 1, 2, 2", "kernel_size: 2").phase(Phase.TEST).build()) {
      var error = assertThrows(ProtoFormatException.class, net::forward);
      assertTrue(String.valueOf(error.getMessage()).endsWith("has a gradient in phase TRAIN only"));
    }
  }
}
