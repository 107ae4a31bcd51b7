package example.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.proto.ProtoFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example layers, found by ServiceLoader on the class path. */
class ExampleLayersTest {
  @TempDir Path folder;

  /** A net whose loss is the sum of the layer's outputs, each times a weight of its own. */
  private Net net(Decant decant, String layer, String outputs) throws IOException {
    Path file = folder.resolve("net.prototxt");
    Files.writeString(
        file,
        """
        force_backward: true
        layer { name: "x" type: "Input" top: "x" input_param { shape { dim: 3 dim: 4 } } }
        layer { name: "w" type: "Input" top: "w" input_param { shape { %s } } }
        layer {
          name: "mine" bottom: "x" top: "y"
          %s
        }
        layer {
          name: "loss" type: "Eltwise" bottom: "y" bottom: "w" top: "loss" loss_weight: 1
          eltwise_param { operation: PROD }
        }
        """
            .formatted(outputs, layer));
    return decant.net(file).backward(true).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: 'ScaledTanH' scaled_tanh_param { slope: 0.5 }              | dim: 3 dim: 4
          type: 'ScaledTanH' scaled_tanh_param { amplitude: 2 slope: -1.5 } | dim: 3 dim: 4
          type: 'RowMedian'                                                | dim: 3
          type: 'RowMedian' row_median_param { middle: UPPER }             | dim: 3
          """)
  void backwardIsTheSlopeOfForward(String layer, String outputs) throws IOException {
    float step = 0.01f;
    try (Decant decant = Decant.open();
        Net net = net(decant, layer, outputs)) {
      Random random = new Random(1);
      float[] weights = new float[Math.toIntExact(net.blob("w").count())];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = random.nextFloat() + 0.5f;
      }
      net.blob("w").setData(weights);
      float[] x = new float[12];
      for (int i = 0; i < x.length; i++) {
        x[i] = (i * 7 % 12) / 6f - 1; // no two of a row nearer than a step
      }
      net.blob("x").setData(x);
      net.forwardBackward();
      float[] gradient = net.blob("x").diff();
      for (int i = 0; i < x.length; i++) {
        float old = x[i];
        x[i] = old + step;
        net.blob("x").setData(x);
        double above = net.forward();
        x[i] = old - step;
        net.blob("x").setData(x);
        double below = net.forward();
        x[i] = old;
        assertEquals((above - below) / (2 * step), gradient[i], 2e-3, "element " + i);
      }
    }
  }

  @Test
  void forwardGivesWhatItSays() throws IOException {
    float[] x = {4, 1, 3, 2, -1, -1, 5, 0, 9, 8, 7, 6};
    try (Decant decant = Decant.open();
        Net net = net(decant, "type: 'RowMedian'", "dim: 3")) {
      net.blob("x").setData(x);
      net.forward();
      assertArrayEquals(new float[] {2, -1, 7}, net.blob("y").data());
    }
    String tanh = "type: 'ScaledTanH' scaled_tanh_param { slope: 0.25 amplitude: 2 }";
    try (Decant decant = Decant.open();
        Net net = net(decant, tanh, "dim: 3 dim: 4")) {
      net.blob("x").setData(x);
      net.forward();
      float[] y = net.blob("y").data();
      for (int i = 0; i < x.length; i++) {
        assertEquals(2 * Math.tanh(0.25 * x[i]), y[i], 1e-5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: 'ScaledTanH' | 4:1: | scaled_tanh_param.slope: it is missing; add it
          type: 'ScaledTanH' scaled_tanh_param { } | 6:22: | scaled_tanh_param.slope: it is missing
          type: 'ScaledTanH' scaled_tanh_param { slope: 0 } | 6:42: | slope: 0 makes every output 0
          type: 'ScaledTanH' scaled_tanh_param { slope: x } | 6:42: | a number is needed, found x
          type: 'ScaledTanH' scaled_tanh_param { slop: 1 } | 6:42: | slop: it is unknown; known are
          type: 'ScaledTanH' scaled_tan_param { } | 6:22: | field 'scaled_tan_param' is unknown
          type: 'RowMedian' row_median_param { middle: LEFT } | 6:40: | one of LOWER, UPPER is needed
          """)
  void errorsNameLineLayerAndField(String layer, String place, String problem) {
    try (Decant decant = Decant.open()) {
      ProtoFormatException e =
          assertThrows(
              ProtoFormatException.class, () -> net(decant, layer, "dim: 3 dim: 4").close());
      assertTrue(e.getMessage().contains("net.prototxt:" + place), e.getMessage());
      assertTrue(e.getMessage().contains("layer 'mine' ("), e.getMessage());
      assertTrue(e.getMessage().contains(problem), e.getMessage());
    }
  }
}
