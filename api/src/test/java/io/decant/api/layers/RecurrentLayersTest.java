package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.blob.Blob;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.Phase;
import io.decant.spi.op.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LSTM, RNN and LSTMUnit against their formulas. */
class RecurrentLayersTest extends LayerTest {
  private static final float NEAR = 1e-5f;

  private static String layer(String type, String blobs, String fields) {
    return "layer { name: 'r' type: '"
        + type
        + "' "
        + blobs
        + " recurrent_param { weight_filler { type: 'uniform' min: -1 } bias_filler { value: 0.2 }"
        + " debug_info: true "
        + fields
        + " } }\n";
  }

  /** T = 3, N = 2, inputs (2, 1), H = 3, and x_static of 2 where asked for. */
  private static String sequence(String type, boolean shared, String top) {
    return input("x0", "3, 2, 2, 1")
        + input("cont", "3, 2")
        + (shared ? input("x1", "2, 2") : "")
        + layer(
            type,
            "bottom: 'x0' bottom: 'cont' " + (shared ? "bottom: 'x1' " : "") + top,
            "num_output: 3");
  }

  private static void fill(Net net, float... cont) {
    SplittableRandom random = new SplittableRandom(GradientChecker.SEED);
    for (String name : net.blobNames()) {
      if (name.matches("[xhcw]\\d")) {
        GradientChecker.randomise(net.blob(name), random);
      }
    }
    net.blob("cont").setData(cont);
  }

  private static float[][] blobs(Net net) {
    return new float[][] {
      net.blob("x0").data(),
      net.blob("cont").data(),
      net.blobNames().contains("x1") ? net.blob("x1").data() : new float[0]
    };
  }

  private static float[][] weights(Net net) {
    return net.parameters().stream().map(param -> net.blob(param).data()).toArray(float[][]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, false, '12x2 12 12x3'",
    "LSTM, true, '12x2 12 12x2 12x3'",
    "RNN, false, '3x2 3 3x3 3x3 3'",
    "RNN, true, '3x2 3 3x2 3x3 3x3 3'",
  })
  void followTheirFormulasAndGoOnFromPassToPass(String type, boolean shared, String shapes) {
    try (Net net = nets.train(sequence(type, shared, "top: 'y'"))) {
      assertEquals(
          List.of(shapes.split(" ")),
          net.parameters().stream().map(param -> param.shape().toString()).toList());
      assertEquals("3x2x3", net.blob("y").shape().toString());
      fill(net, 1, 0, 1, 1, 0, 1);
      RecurrentReference reference = new RecurrentReference(3, 2, 2, 3, shared ? 2 : 0);
      double[] h = new double[6];
      double[] c = new double[6];
      for (int pass = 0; pass < 3; pass++) {
        net.forward();
        float[] expected =
            type.equals("LSTM")
                ? reference.lstm(blobs(net), weights(net), h, c)
                : reference.rnn(blobs(net), weights(net), h);
        assertArrayEquals(expected, net.blob("y").data(), NEAR, "pass " + pass);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"LSTM", "RNN"})
  void netsOfOneTrainingKeepStatesOfTheirOwn(String type) {
    String text = sequence(type, false, "top: 'y'");
    try (Net train = nets.train(text);
        Net test = nets.builder(text).phase(Phase.TEST).sharingParametersWith(train).build()) {
      fill(train, 1, 1, 1, 1, 1, 1);
      train.forward();
      float[] first = train.blob("y").data();
      train.forward();
      fill(test, 1, 1, 1, 1, 1, 1);
      test.forward();
      assertArrayEquals(first, test.blob("y").data(), NEAR);
    }
  }

  @Test
  void exposedStatesAreBottomsAndTops() {
    String text =
        input("x0", "3, 2, 2, 1")
            + input("cont", "3, 2")
            + input("h0", "1, 2, 3")
            + input("c0", "1, 2, 3")
            + layer(
                "LSTM",
                "bottom: 'x0' bottom: 'cont' bottom: 'h0' bottom: 'c0' top: 'y' top: 'h' top: 'c'",
                "num_output: 3 expose_hidden: true")
            + "layer { name: 'l' type: 'Reduction' bottom: 'y' top: 'l' loss_weight: 1 }"
            + "layer { name: 'm' type: 'Reduction' bottom: 'c' top: 'm' loss_weight: 1 }";
    try (Net net = nets.train(text)) {
      fill(net, 1, 0, 1, 1, 1, 1);
      double[] h = doubles(net.blob("h0").data());
      double[] c = doubles(net.blob("c0").data());
      for (int pass = 0; pass < 2; pass++) {
        net.forwardBackward();
        double[] hiddenUnits = h.clone();
        double[] cells = c.clone();
        RecurrentReference reference = new RecurrentReference(3, 2, 2, 3, 0);
        float[] expected = reference.lstm(blobs(net), weights(net), hiddenUnits, cells);
        assertArrayEquals(expected, net.blob("y").data(), NEAR);
        assertArrayEquals(floats(hiddenUnits), net.blob("h").data(), NEAR);
        assertArrayEquals(floats(cells), net.blob("c").data(), NEAR);
        assertArrayEquals(new float[6], net.blob("h0").diff());
        assertArrayEquals(new float[6], net.blob("c0").diff());
      }
    }
  }

  private static double[] doubles(float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return copy;
  }

  private static float[] floats(double[] values) {
    float[] copy = new float[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) values[i];
    }
    return copy;
  }

  @ParameterizedTest
  @CsvSource({"LSTM, false", "LSTM, true", "RNN, false", "RNN, true"})
  void gradients(String type, boolean shared) {
    String text =
        sequence(type, shared, "top: 'y'")
            + input("w0", "3, 2, 3")
            + "layer { name: 'p' type: 'Eltwise' bottom: 'y' bottom: 'w0' top: 'p' loss_weight: 1"
            + " eltwise_param { operation: PROD } }";
    try (Net net = nets.train(text)) {
      // Sequences begin at the first step: differences need passes that do not go on.
      fill(net, 0, 0, 1, 1, 0, 1);
      List<String> inputs = shared ? List.of("x0", "x1") : List.of("x0");
      GradientChecker.check(net, inputs, Set.of(), 1e-3);
    }
  }

  @Test
  void unitGradients() {
    String text =
        input("x0", "1, 2, 3")
            + input("x1", "1, 2, 12")
            + input("cont", "1, 2")
            + "layer { name: 'u' type: 'LSTMUnit' bottom: 'x0' bottom: 'x1' bottom: 'cont'"
            + " top: 'c' top: 'h' loss_weight: 1 loss_weight: 2 }";
    try (Net net = nets.train(text)) {
      fill(net, 0, 1);
      GradientChecker.check(net, List.of("x0", "x1"), Set.of(), 1e-3);
    }
  }

  @Test
  void stepByStepIsTheSameAsAtOnce() {
    try (Net net = nets.train(sequence("LSTM", false, "top: 'y'"))) {
      fill(net, 0, 0, 1, 1, 1, 1);
      net.forward();
      float[] three = net.blob("y").data();
      float[][] blobs = blobs(net);
      net.reshape(Map.of("x0", Shape.of(1, 2, 2, 1), "cont", Shape.of(1, 2)));
      assertEquals("1x2x3", net.blob("y").shape().toString());
      for (int step = 0; step < 3; step++) {
        net.blob("x0").setData(Arrays.copyOfRange(blobs[0], 4 * step, 4 * step + 4));
        net.blob("cont").setData(Arrays.copyOfRange(blobs[1], 2 * step, 2 * step + 2));
        net.forward();
        float[] expected = Arrays.copyOfRange(three, 6 * step, 6 * step + 6);
        assertArrayEquals(expected, net.blob("y").data(), NEAR);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3,2   | 3,2 |       | num_output: 3 | bottom 0 must be (steps, streams, ...), it is 3x2
          3,2,4 | 2,2 |       | num_output: 3 | bottom 1 must hold a continuation flag for each step and stream, 3x2, it is 2x2
          3,2,4 | 3,2,1 |     | num_output: 3 | bottom 1 must hold a continuation flag for each step and stream, 3x2, it is 3x2x1
          0,2,4 | 0,2 |       | num_output: 3 | needs at least one time step, bottom 0 is 0x2x4
          3,2,4 | 3,2 | 3,5   | num_output: 3 | bottom 2, the static input, must be (2 streams, ...), it is 3x5
          3,2,4 | 3,2 |       |               | num_output is missing or 0
          3,2,4 | 3,2 | 1,2,5 | num_output: 3 expose_hidden: true | bottom 2, a state before the first step, must be 1x2x3, it is 1x2x5
          """)
  void refuses(String x, String cont, String other, String fields, String problem) {
    String text =
        input("x", x)
            + input("cont", cont)
            + (other == null ? "" : input("o", other))
            + layer(
                "RNN",
                "bottom: 'x' bottom: 'cont' "
                    + (other == null ? "" : "bottom: 'o' ")
                    + "top: 'y' "
                    + (fields != null && fields.contains("expose") ? "top: 'h'" : ""),
                fields == null ? "" : fields);
    var error = assertThrows(ProtoFormatException.class, () -> nets.train(text).close());
    String message = String.valueOf(error.getMessage());
    assertTrue(message.endsWith("layer 'r' (RNN): " + problem), message);
  }

  @Test
  void parametersMayBeSharedByName() {
    String names = " param { name: 'a' } param { name: 'b' } param { name: 'c' } ";
    String text =
        sequence("LSTM", false, "top: 'y'" + names)
            + layer(
                    "LSTM",
                    "bottom: 'x0' bottom: 'cont' top: 'z' loss_weight: 1" + names,
                    "num_output: 3")
                .replace("'r'", "'s'");
    try (Net net = nets.train(text)) {
      fill(net, 0, 0, 1, 1, 1, 1);
      net.forwardBackward();
      assertArrayEquals(net.blob("y").data(), net.blob("z").data());
      assertEquals(3, net.learnableParameters().size());
      for (NetParam param : net.learnableParameters()) {
        Blob blob = net.blob(param);
        assertTrue(blob.diff().length > 0);
      }
    }
  }
}
