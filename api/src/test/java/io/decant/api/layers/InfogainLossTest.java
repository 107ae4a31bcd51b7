package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.net.Net;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.io.BinaryProto;
import io.decant.proto.io.BlobData;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loss that weighs each confusion of classes. */
class InfogainLossTest extends LayerTest {
  private static final float NEAR = 1e-5f;

  private static String loss(String type, String bottoms, String fields) {
    return "layer { name: 'l' type: '"
        + type
        + "' bottom: 'x0' bottom: 'label' "
        + bottoms
        + " top: 'loss' top: 'prob' loss_weight: 2 loss_weight: 0 "
        + fields
        + " }";
  }

  private static String inputs() {
    return input("x0", "2, 3, 2, 2") + input("label", "2, 1, 2, 2");
  }

  private static void fill(Net net) {
    GradientChecker.randomise(net.blob("x0"), new SplittableRandom(GradientChecker.SEED));
    net.blob("label").setData(0, 1, 2, 2, 1, 1, 0, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "normalization: FULL ignore_label: 1",
        "normalization: VALID ignore_label: 1",
        "normalization: BATCH_SIZE",
        "normalization: NONE ignore_label: 2",
      })
  void withTheIdentityItIsSoftmaxWithLoss(String fields) {
    String parameter = "loss_param { " + fields + " }";
    String infogain =
        inputs() + input("h", "3, 3") + loss("InfogainLoss", "bottom: 'h'", parameter);
    try (Net net = nets.train(infogain);
        Net softmax = nets.train(inputs() + loss("SoftmaxWithLoss", "", parameter))) {
      fill(net);
      fill(softmax);
      net.blob("h").setData(1, 0, 0, 0, 1, 0, 0, 0, 1);
      assertEquals(softmax.forwardBackward(), net.forwardBackward(), NEAR);
      assertArrayEquals(softmax.blob("prob").data(), net.blob("prob").data(), NEAR);
      assertArrayEquals(softmax.blob("x0").diff(), net.blob("x0").diff(), NEAR);
    }
  }

  @Test
  void aRowWeighsTheClassesOfItsLabel(@TempDir Path folder) {
    BlobData matrix = new BlobData(new long[] {1, 1, 2, 2}, new float[] {1, 0.5f, 0, 3});
    BinaryProto.write(folder.resolve("h.binaryproto"), matrix.toProto());
    String text =
        input("x0", "2, 2")
            + input("label", "2")
            + loss("InfogainLoss", "", "infogain_loss_param { source: 'h.binaryproto' }");
    try (Net net = nets.builder(text).directory(folder).build()) {
      net.blob("x0").setData(0, (float) Math.log(3), 0, 0);
      net.blob("label").setData(0, 1);
      double expected = (Math.log(4) + 0.5 * Math.log(4.0 / 3) + 3 * Math.log(2)) / 2;
      assertEquals(2 * expected, net.forwardBackward(), NEAR);
      assertArrayEquals(
          new float[] {0.25f * 1.5f - 1, 0.75f * 1.5f - 0.5f, 1.5f, -1.5f},
          net.blob("x0").diff(),
          NEAR);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "loss_param { ignore_label: 1 }"})
  void gradient(String fields) {
    String text = inputs() + input("h", "3, 3") + loss("InfogainLoss", "bottom: 'h'", fields);
    try (Net net = nets.train(text)) {
      fill(net);
      net.blob("h").setData(1, 0.5f, 0, -0.25f, 2, 0.75f, 0, 0.5f, 1.5f);
      GradientChecker.check(net, List.of("x0"), Set.of(), 1e-3);
    }
  }

  @Test
  void refuses(@TempDir Path folder) {
    String base = input("x0", "2, 2") + input("label", "2");
    refuses(base + loss("InfogainLoss", "", ""), folder, "or the matrix as bottom 2");
    String missing = "infogain_loss_param { source: 'no.binaryproto' }";
    refuses(base + loss("InfogainLoss", "", missing), folder, "no.binaryproto");
    refuses(
        base + input("h", "3, 3") + loss("InfogainLoss", "bottom: 'h'", ""),
        folder,
        "the matrix has 9 elements, 2 classes need as many squared");
    refuses(
        base + loss("InfogainLoss", "", "loss_param { normalize: true }"),
        folder,
        "normalize is deprecated; give normalization instead");
  }

  private void refuses(String text, Path folder, String problem) {
    var error =
        assertThrows(
            ProtoFormatException.class, () -> nets.builder(text).directory(folder).build());
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains("layer 'l' (InfogainLoss): "), message);
    assertTrue(message.contains(problem), message);
  }
}
