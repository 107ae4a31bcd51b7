package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.api.net.Net;
import io.decant.api.net.NetBuilder;
import io.decant.proto.caffe.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and gradients that can be worked out by hand. */
class LayerValuesTest extends LayerTest {
  private static final float NEAR = 1e-5f;

  private static float[] of(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static String layer(String type, String blobs, String rest) {
    return "layer { name: 'l' type: '" + type + "' " + blobs + ' ' + rest + " }\n";
  }

  /** A layer whose gradient is 1, 2, 3, ...: the loss is the sum of i times element i. */
  private static String weighted(String blob, String dims) {
    return input("w", dims)
        + "layer { name: 'p' type: 'Eltwise' bottom: '"
        + blob
        + "' bottom: 'w' top: 'p' loss_weight: 1 eltwise_param { operation: PROD } }";
  }

  private static void count(Net net, String blob) {
    float[] values = new float[Math.toIntExact(net.blob(blob).count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    net.blob(blob).setData(values);
  }

  @ParameterizedTest
  @CsvSource({
    // pad, stride, kernel, round mode, input, output of Caffe's rule
    "0, 2, 3, CEIL, 6, 3",
    "0, 2, 3, FLOOR, 6, 2",
    "1, 2, 2, CEIL, 5, 3",
    "1, 2, 2, CEIL, 6, 4",
    "1, 3, 2, CEIL, 5, 2",
    "2, 3, 3, CEIL, 4, 2",
    "0, 3, 2, CEIL, 3, 2",
    "0, 4, 5, CEIL, 3, 1",
  })
  void poolingRoundsAndClipsAsCaffe(
      int pad, int stride, int kernel, String mode, int size, int output) {
    String text =
        input("x", "1, 1, " + size + ", " + size)
            + layer(
                "Pooling",
                "bottom: 'x' top: 'y'",
                String.format(
                    "pooling_param { kernel_size: %d stride: %d pad: %d round_mode: %s }",
                    kernel, stride, pad, mode));
    try (Net net = nets.train(text)) {
      assertEquals("1x1x" + output + "x" + output, net.blob("y").shape().toString());
    }
  }

  @Test
  void maximaGiveTheirPositionsAndTakeTheGradient() {
    String text =
        input("x", "1, 1, 3, 3")
            + layer("Pooling", "bottom: 'x' top: 'y' top: 'm'", "pooling_param { kernel_size: 2 }")
            + weighted("y", "1, 1, 2, 2");
    try (Net net = nets.train(text)) {
      net.blob("x").setData(of(1, 5, 5, 0, 5, 1, 2, 2, 9));
      count(net, "w");
      net.forwardBackward();
      assertArrayEquals(of(5, 5, 5, 9), net.blob("y").data());
      assertArrayEquals(of(1, 1, 4, 8), net.blob("m").data());
      assertArrayEquals(of(0, 3, 0, 0, 3, 0, 0, 0, 4), net.blob("x").diff());
    }
  }

  @Test
  void averagesCountPaddingWithinTheBorder() {
    String text =
        input("x", "1, 1, 2, 2")
            + layer(
                "Pooling",
                "bottom: 'x' top: 'y'",
                "pooling_param { pool: AVE kernel_size: 2 stride: 2 pad: 1 }")
            + weighted("y", "1, 1, 2, 2");
    try (Net net = nets.train(text)) {
      net.blob("x").setData(of(4, 8, 12, 16));
      count(net, "w");
      net.forwardBackward();
      assertArrayEquals(of(1, 2, 3, 4), net.blob("y").data());
      assertArrayEquals(of(0.25, 0.5, 0.75, 1), net.blob("x").diff());
    }
  }

  @ParameterizedTest
  @CsvSource({"y, 0", "x, 0", "y, 0.5", "x, 0.5", "y, -2", "x, -2"})
  void reluWithAnySlopeInPlaceOrNot(String top, double slope) {
    String text =
        input("x", "4")
            + layer(
                "ReLU",
                "bottom: 'x' top: '" + top + "'",
                "relu_param { negative_slope: " + slope + " }")
            + weighted(top, "4");
    try (Net net = nets.train(text)) {
      net.blob("x").setData(of(-3, -1, 0, 2));
      count(net, "w");
      net.forwardBackward();
      assertArrayEquals(of(-3 * slope, -slope, 0, 2), net.blob(top).data(), NEAR);
      assertArrayEquals(of(slope, 2 * slope, 3 * slope, 4), net.blob("x").diff(), NEAR);
    }
  }

  @Test
  void theGradientOfATiedMaximumGoesToBottomOneThenZero() {
    String inputs = input("a", "4") + input("b", "4") + input("c", "4");
    String text =
        inputs
            + layer(
                "Eltwise",
                "bottom: 'a' bottom: 'b' bottom: 'c' top: 'y'",
                "eltwise_param { operation: MAX }")
            + weighted("y", "4");
    try (Net net = nets.train(text)) {
      net.blob("a").setData(of(1, 5, 5, 0));
      net.blob("b").setData(of(1, 5, 4, 0));
      net.blob("c").setData(of(0, 5, 5, 7));
      count(net, "w");
      net.forwardBackward();
      assertArrayEquals(of(1, 5, 5, 7), net.blob("y").data());
      assertArrayEquals(of(0, 0, 3, 0), net.blob("a").diff());
      assertArrayEquals(of(1, 2, 0, 0), net.blob("b").diff());
      assertArrayEquals(of(0, 0, 0, 4), net.blob("c").diff());
    }
  }

  @Test
  void aSumHandsItsGradientOnEvenWhereBranchesOverwriteIt() {
    String text =
        input("a", "3")
            + input("b", "3")
            + "layer { name: 'r' type: 'ReLU' bottom: 'b' top: 'b' }"
            + "layer { name: 's' type: 'ReLU' bottom: 'a' top: 'a' }"
            + layer("Eltwise", "bottom: 'a' bottom: 'b' top: 'y'", "")
            + weighted("y", "3");
    try (Net net = nets.train(text)) {
      net.blob("a").setData(of(1, -1, 1));
      net.blob("b").setData(of(-1, 1, 2));
      count(net, "w");
      net.forwardBackward();
      assertArrayEquals(of(1, 1, 3), net.blob("y").data());
      assertArrayEquals(of(1, 0, 3), net.blob("a").diff());
      assertArrayEquals(of(0, 2, 3), net.blob("b").diff());
    }
  }

  @Test
  void concatAlongAnInnerAxisAndBack() {
    String text =
        input("a", "2, 1")
            + input("b", "2, 2")
            + layer("Concat", "bottom: 'a' bottom: 'b' top: 'y'", "")
            + weighted("y", "2, 3");
    try (Net net = nets.train(text)) {
      net.blob("a").setData(of(1, 2));
      net.blob("b").setData(of(3, 4, 5, 6));
      count(net, "w");
      net.forwardBackward();
      assertArrayEquals(of(1, 3, 4, 2, 5, 6), net.blob("y").data());
      assertArrayEquals(of(1, 4), net.blob("a").diff());
      assertArrayEquals(of(2, 3, 5, 6), net.blob("b").diff());
    }
  }

  @Test
  void innerProductAndItsThreeGradients() {
    String text =
        input("x", "2, 2")
            + layer("InnerProduct", "bottom: 'x' top: 'y'", "inner_product_param { num_output: 1 }")
            + weighted("y", "2, 1");
    try (Net net = nets.train(text)) {
      net.blob("x").setData(of(1, 2, 3, 4));
      net.blob(net.parameters().get(0)).setData(of(10, 100));
      net.blob(net.parameters().get(1)).setData(of(5));
      count(net, "w");
      net.forwardBackward();
      assertArrayEquals(of(215, 435), net.blob("y").data());
      assertArrayEquals(of(10, 100, 20, 200), net.blob("x").diff());
      assertArrayEquals(of(7, 10), net.blob(net.parameters().get(0)).diff());
      assertArrayEquals(of(3), net.blob(net.parameters().get(1)).diff());
    }
  }

  @Test
  void bottomsThatShareWeightsAddUpTheirGradients() {
    String text =
        input("a", "1, 1, 2, 2")
            + input("b", "1, 1, 2, 3")
            + layer(
                "Convolution",
                "bottom: 'a' bottom: 'b' top: 'y' top: 'z' loss_weight: 1 loss_weight: 1",
                "convolution_param { num_output: 1 kernel_size: 2 }");
    try (Net net = nets.train(text)) {
      net.blob("a").setData(of(1, 2, 3, 4));
      net.blob("b").setData(of(10, 20, 30, 40, 50, 60));
      net.blob(net.parameters().get(0)).setData(of(1, 0, 0, -1));
      net.forwardBackward();
      assertArrayEquals(of(-3), net.blob("y").data());
      assertArrayEquals(of(-40, -40), net.blob("z").data());
      assertArrayEquals(of(31, 52, 93, 114), net.blob(net.parameters().get(0)).diff());
      assertArrayEquals(of(3), net.blob(net.parameters().get(1)).diff());
      assertArrayEquals(of(1, 1, 0, 0, -1, -1), net.blob("b").diff());
    }
  }

  @Test
  void softmaxLossLeavesIgnoredLabelsOutAndOffersProbabilities() {
    String text =
        input("x", "3, 2")
            + input("label", "3")
            + layer(
                "SoftmaxWithLoss",
                "bottom: 'x' bottom: 'label' top: 'loss' top: 'prob'",
                "propagate_down: true propagate_down: false loss_param { ignore_label: -1 }");
    try (Net net = nets.train(text)) {
      net.blob("x").setData(of(0, 0, 0, Math.log(3), 9, -9));
      net.blob("label").setData(of(0, 1, -1));
      assertEquals((Math.log(2) + Math.log(4.0 / 3)) / 2, net.forwardBackward(), NEAR);
      float[] prob = net.blob("prob").data();
      assertArrayEquals(of(0.5, 0.5, 0.25, 0.75), java.util.Arrays.copyOf(prob, 4), NEAR);
      assertArrayEquals(of(-0.25, 0.25, 0.125, -0.125, 0, 0), net.blob("x").diff(), NEAR);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.25", "2, 0.75", "3, 1"})
  void accuracyCountsTiesAgainstTheLabel(int topK, double share) {
    String text =
        input("x", "4, 3")
            + input("label", "4")
            + layer(
                "Accuracy",
                "bottom: 'x' bottom: 'label' top: 'a' top: 'c'",
                "accuracy_param { top_k: " + topK + " }");
    NetBuilder builder = nets.builder(text).phase(Phase.TEST).backward(false);
    try (Net net = builder.build()) {
      net.blob("x").setData(of(3, 2, 1, 2, 2, 1, 0, 1, 1, 5, 6, 7));
      net.blob("label").setData(of(0, 1, 1, 0));
      net.forward();
      assertArrayEquals(of(share), net.blob("a").data());
      if (topK == 1) {
        assertArrayEquals(of(0.5, 0, 0), net.blob("c").data());
      }
    }
  }

  @Test
  void normalisationWithinAChannelIgnoresK() {
    String text =
        input("x", "1, 1, 1, 2")
            + layer(
                "LRN",
                "bottom: 'x' top: 'y'",
                "lrn_param { norm_region: WITHIN_CHANNEL local_size: 3 alpha: 9 beta: 0.5 k: 7 }");
    try (Net net = nets.train(text)) {
      net.blob("x").setData(of(1, 2));
      net.forward();
      double scale = Math.sqrt(1 + 9 * 5.0 / 9);
      assertArrayEquals(of(1 / scale, 2 / scale), net.blob("y").data(), NEAR);
    }
  }

  @Test
  void viewsAndSilenceAndSplits() {
    String text =
        input("x", "2, 3, 1")
            + "layer { name: 'f' type: 'Flatten' bottom: 'x' top: 'f' }"
            + "layer { name: 's' type: 'Silence' bottom: 'f' }"
            + weighted("f", "2, 3")
            + "layer { name: 'd' type: 'Eltwise' bottom: 'f' bottom: 'f' top: 'd' loss_weight: 1 }";
    try (Net net = nets.train(text)) {
      net.blob("x").setData(of(1, 2, 3, 4, 5, 6));
      count(net, "w");
      net.forwardBackward();
      assertEquals("2x3", net.blob("f").shape().toString());
      assertArrayEquals(of(2, 4, 6, 8, 10, 12), net.blob("d").data());
      assertArrayEquals(of(3, 4, 5, 6, 7, 8), net.blob("x").diff());
    }
  }
}
