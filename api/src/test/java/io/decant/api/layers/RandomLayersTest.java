package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.net.Net;
import io.decant.proto.caffe.Phase;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that draw random numbers. */
class RandomLayersTest extends LayerTest {
  private static final int COUNT = 40_000;

  private static String dropout(double ratio, String top) {
    return input("x", Integer.toString(COUNT))
        + "layer { name: 'd' type: 'Dropout' bottom: 'x' top: '"
        + top
        + "' loss_weight: 3 dropout_param { dropout_ratio: "
        + ratio
        + " } }";
  }

  private static float[] twos() {
    float[] values = new float[COUNT];
    Arrays.fill(values, 2);
    return values;
  }

  @ParameterizedTest
  @CsvSource({"0.5, y", "0.2, y", "0, y", "0.5, x"})
  void dropoutKeepsItsShareAndScalesIt(double ratio, String top) {
    try (Net net = nets.train(dropout(ratio, top))) {
      net.blob("x").setData(twos());
      net.forwardBackward();
      float kept = (float) (2 / (1 - ratio));
      float[] y = net.blob(top).data();
      float[] dx = net.blob("x").diff();
      int zeros = 0;
      for (int i = 0; i < COUNT; i++) {
        assertTrue(y[i] == 0 || Math.abs(y[i] - kept) < 1e-5, "neither dropped nor scaled");
        assertEquals(y[i] * 1.5, dx[i], 1e-5);
        zeros += y[i] == 0 ? 1 : 0;
      }
      assertEquals(ratio, zeros / (double) COUNT, 0.01);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1", "0.5, 2", "0.5, 1701", "0.1, 1", "0.1, -7", "0.9, 3", "0.9, 4"})
  void dropoutsAreBinomial(double ratio, long seed) {
    try (Net net = nets.builder(dropout(ratio, "y")).seed(seed).build()) {
      double deviation = Math.sqrt(COUNT * ratio * (1 - ratio));
      for (int iteration = 0; iteration < 3; iteration++) {
        int zeros = 0;
        for (float value : run(net, iteration)) {
          zeros += value == 0 ? 1 : 0;
        }
        assertEquals(COUNT * ratio, zeros, 5 * deviation);
      }
    }
  }

  @Test
  void dropoutDrawsAnewForEachIterationAndTheSameForTheSameSeed() {
    try (Net net = nets.train(dropout(0.5, "y"));
        Net same = nets.train(dropout(0.5, "y"));
        Net other = nets.builder(dropout(0.5, "y")).seed(2).build()) {
      float[] first = run(net, 7);
      assertArrayEquals(first, run(same, 7));
      assertFalse(Arrays.equals(first, run(net, 8)));
      assertFalse(Arrays.equals(first, run(other, 7)));
      assertArrayEquals(first, run(net, 7));
    }
  }

  private static float[] run(Net net, long iteration) {
    net.blob("x").setData(twos());
    net.passes().iteration(iteration, 0);
    net.forward();
    return net.blob("y").data();
  }

  @Test
  void twoDropoutsOfOneNetAreIndependent() {
    String text =
        input("x", Integer.toString(COUNT))
            + "layer { name: 'a' type: 'Dropout' bottom: 'x' top: 'a' }"
            + "layer { name: 'b' type: 'Dropout' bottom: 'x' top: 'b' }";
    try (Net net = nets.train(text)) {
      net.blob("x").setData(twos());
      net.forward();
      float[] a = net.blob("a").data();
      float[] b = net.blob("b").data();
      int equal = 0;
      for (int i = 0; i < COUNT; i++) {
        equal += a[i] == b[i] ? 1 : 0;
      }
      assertEquals(0.5, equal / (double) COUNT, 0.02);
    }
  }

  @Test
  void dropoutIsTheIdentityInTest() {
    try (Net net = nets.builder(dropout(0.5, "y")).phase(Phase.TEST).build()) {
      net.blob("x").setData(twos());
      net.forwardBackward();
      assertArrayEquals(twos(), net.blob("y").data());
      float[] ones = new float[COUNT];
      Arrays.fill(ones, 3);
      assertArrayEquals(ones, net.blob("x").diff());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "gaussian"})
  void dummyDataDrawsAnewInEachForward(String type) {
    String text =
        "layer { name: 'd' type: 'DummyData' top: 'r' top: 'c' dummy_data_param {"
            + " shape { dim: 4 dim: 1000 } shape { dim: 3 }"
            + " data_filler { type: '"
            + type
            + "' min: -1 max: 1 } data_filler { value: 2.5 } } }";
    try (Net net = nets.train(text);
        Net same = nets.train(text)) {
      net.forward();
      float[] first = net.blob("r").data();
      double sum = 0;
      for (float value : first) {
        sum += value;
      }
      assertEquals(0, sum / first.length, 0.08);
      assertArrayEquals(new float[] {2.5f, 2.5f, 2.5f}, net.blob("c").data());
      net.forward();
      assertFalse(Arrays.equals(first, net.blob("r").data()));
      same.forward();
      assertArrayEquals(first, same.blob("r").data());
    }
  }

  @Test
  void dummyDataTakesTheDeprecatedShape() {
    String text =
        "layer { name: 'd' type: 'DummyData' top: 'a' top: 'b' dummy_data_param {"
            + " num: 2 num: 3 channels: 4 height: 5 width: 6 data_filler { value: 1 } } }";
    try (Net net = nets.train(text)) {
      net.forward();
      assertEquals("2x4x5x6", net.blob("a").shape().toString());
      assertEquals("3x4x5x6", net.blob("b").shape().toString());
    }
  }
}
