package io.decant.api.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.Phase;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.text.Prototxt;
import io.decant.spi.op.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetTest {
  private static final Decant DECANT = Decant.open();
  private static final String DATA =
      "layer { name: 'in' type: 'Input' top: 'x' input_param { shape { dim: 2 dim: 3 } } }\n";

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private static NetBuilder builder(String text) {
    return Net.builder(DECANT.engine(), Prototxt.parseNet(text, "net.prototxt")).seed(5);
  }

  private static String ip(String name, String bottom, String top, String more) {
    return "layer { name: '"
        + name
        + "' type: 'InnerProduct' bottom: '"
        + bottom
        + "' top: '"
        + top
        + "' inner_product_param { num_output: 3 weight_filler { type: 'xavier' } } "
        + more
        + " }\n";
  }

  private static String loss(String bottom) {
    return "layer { name: 'loss' type: 'EuclideanLoss' bottom: '"
        + bottom
        + "' bottom: 't' top: 'loss' }\n";
  }

  private static String target() {
    return "layer { name: 'target' type: 'Input' top: 't' input_param { shape { dim: 2 dim: 3 } } }\n";
  }

  private static void refused(String text, String... parts) {
    ProtoFormatException e = assertThrows(ProtoFormatException.class, () -> builder(text).build());
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  @Test
  void rulesChooseLayersByPhaseLevelAndStage() {
    String text =
        DATA
            + ip("a", "x", "a", "include { phase: TEST }")
            + ip("b", "x", "b", "include { stage: 's' not_stage: 'n' }")
            + ip("c", "x", "c", "exclude { min_level: 2 }");
    assertEquals(List.of("c"), outputs(text, state(Phase.TRAIN, 0)));
    assertEquals(List.of("a", "c"), outputs(text, state(Phase.TEST, 1)));
    assertEquals(List.of("b"), outputs(text, state(Phase.TRAIN, 2, "s")));
    assertEquals(List.of("x"), outputs(text, state(Phase.TRAIN, 2, "s", "n")));
    refused(
        DATA + ip("d", "x", "d", "include { phase: TEST } exclude { phase: TRAIN }"),
        "net.prototxt:2",
        "both include and exclude");
  }

  private static NetState state(Phase phase, int level, String... stages) {
    return NetState.newBuilder()
        .setPhase(phase)
        .setLevel(level)
        .addAllStage(List.of(stages))
        .build();
  }

  private static List<String> outputs(String text, NetState state) {
    try (Net net = builder(text).state(state).build()) {
      return net.outputs().stream().map(NetOutput::name).toList();
    }
  }

  @Test
  void connectionsThatDoNotHoldAreErrors() {
    refused(ip("a", "nowhere", "a", ""), "net.prototxt:1", "'nowhere'", "'a'");
    refused(DATA + ip("a", "x", "y", "") + ip("b", "x", "y", ""), "'y'", "earlier layer");
    refused(DATA + ip("a", "x", "y", "loss_weight: 1 loss_weight: 2"), "loss_weight", "2 times");
    refused(
        DATA + ip("a", "x", "y", "propagate_down: true propagate_down: true"), "propagate_down");
    refused(DATA + ip("a", "x", "y", "param { } param { } param { }"), "param is given 3 times");
  }

  @Test
  void fieldsThatTheSchemaLacksAreErrors() {
    refused("name: 'n'\nmystery: 3\n" + DATA, "net.prototxt:2:1", "mystery");
    refused("state { mystery: 3 }\n" + DATA, "net.prototxt:1:9", "mystery");
    refused(DATA + ip("a", "x", "y", "mystery_param { p: 1 }"), "net.prototxt:2", "mystery_param");
  }

  @Test
  void parametersShareByName() {
    String text =
        DATA
            + target()
            + ip("a", "x", "y", "param { name: 'w' lr_mult: 2 } param { name: 'b' }")
            + ip("b", "y", "z", "param { name: 'w' } param { name: 'b' decay_mult: 0 }")
            + loss("z");
    try (Net net = builder(text).build()) {
      assertEquals(4, net.parameters().size());
      assertEquals(2, net.learnableParameters().size());
      assertEquals(2, net.learnableParameters().get(0).rateMultiplier());
      assertEquals(0, net.learnableParameters().get(1).decayMultiplier());
      net.blob("x").setData(1, 2, 3, -1, 0, 1);
      net.forward();
      net.backward();
      NetParam weights = net.parameters().get(2);
      assertArrayEquals(net.blob(net.parameters().get(0)).diff(), net.blob(weights).diff());
      assertFalse(isZero(net.blob(weights).diff()));
    }
    refused(
        DATA
            + ip("a", "x", "y", "param { name: 'w' lr_mult: 2 }")
            + ip("b", "y", "z", "param { name: 'w' lr_mult: 3 }"),
        "'b'",
        "lr_mult 3.0 and 2.0");
  }

  @Test
  void gradientsOfParametersAreAddedUntilCleared() {
    String text = DATA + target() + ip("a", "x", "y", "") + loss("y");
    try (Net net = builder(text).build()) {
      net.blob("x").setData(1, 2, 3, -1, 0, 1);
      net.forward();
      net.backward();
      float[] once = net.blob(net.parameters().get(0)).diff();
      net.backward();
      float[] twice = net.blob(net.parameters().get(0)).diff();
      net.clearParameterGradients();
      net.backward();
      assertArrayEquals(once, net.blob(net.parameters().get(0)).diff());
      for (int i = 0; i < once.length; i++) {
        assertEquals(2 * once[i], twice[i], 1e-6);
      }
      assertFalse(isZero(once));
    }
  }

  @Test
  void backwardIsPrunedToWhatLearns() {
    String text =
        DATA
            + target()
            + ip("frozen", "x", "h", "param { lr_mult: 0 } param { lr_mult: 0 }")
            + ip("a", "h", "y", "")
            + ip("aside", "x", "unused", "")
            + loss("y");
    try (Net net = builder(text).build()) {
      assertEquals(
          List.of("a", "loss"),
          net.layers().stream().filter(NetLayer::needsBackward).map(NetLayer::name).toList());
    }
  }

  @Test
  void aBlobOverwrittenInPlaceShowsItsLastValue() {
    String text = DATA + "layer { name: 'r' type: 'ReLU' bottom: 'x' top: 'x' }\n";
    try (Net net = builder(text).build()) {
      net.blob("x").setData(1, -2, 3, -4, 5, -6);
      net.forward();
      assertArrayEquals(new float[] {1, 0, 3, 0, 5, 0}, net.blob("x").data());
      net.forward();
      assertArrayEquals(new float[] {1, 0, 3, 0, 5, 0}, net.blob("x").data());
    }
  }

  @Test
  void inputsAreReshapedAndParametersStay() {
    try (Net net = builder(DATA + ip("a", "x", "y", "")).build()) {
      net.blob("x").setData(1, 0, 0, 0, 1, 0);
      net.forward();
      float[] before = net.blob("y").data();
      net.reshape("x", Shape.of(1, 3));
      net.blob("x").setData(0, 1, 0);
      net.forward();
      assertArrayEquals(new float[] {before[3], before[4], before[5]}, net.blob("y").data());
      assertThrows(IllegalArgumentException.class, () -> net.reshape("y", Shape.of(1)));
      assertThrows(ProtoFormatException.class, () -> net.reshape("x", Shape.of(1, 4)));
    }
  }

  @Test
  void weightsGoThroughAFileByLayerName(@TempDir Path folder) {
    Path file = folder.resolve("w.caffemodel");
    try (Net net = builder(DATA + ip("a", "x", "y", "")).build();
        Net same = builder(DATA + ip("a", "x", "y", "")).seed(6).build();
        Net other = builder(DATA.replace("dim: 3", "dim: 4") + ip("a", "x", "y", "")).build()) {
      net.save(file, false);
      same.copyTrainedLayersFrom(file);
      assertArrayEquals(
          net.blob(net.parameters().get(0)).data(), same.blob(same.parameters().get(0)).data());
      ProtoFormatException e =
          assertThrows(ProtoFormatException.class, () -> other.copyTrainedLayersFrom(file));
      assertTrue(e.getMessage().contains("[3, 3]"), e.getMessage());
      assertTrue(e.getMessage().contains("'a'"), e.getMessage());
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
  }

  @Test
  void weightsMayLeaveOutWhatIsShared() {
    String shared = "param { name: \"w\" }";
    try (Net net = builder(DATA + ip("a", "x", "y", shared) + ip("b", "y", "z", shared)).build()) {
      BlobData weight = new BlobData(new long[] {3, 3}, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
      BlobData bias = new BlobData(new long[] {3}, new float[] {7, 8, 9});
      net.copyTrainedLayersFrom(
          List.of(
              new LayerWeights("b", List.of(BlobData.LEFT_OUT, bias)),
              new LayerWeights("a", List.of(weight, bias))));
      assertArrayEquals(weight.data(), net.blob(net.parameters().get(2)).data());
      assertArrayEquals(bias.data(), net.blob(net.parameters().get(3)).data());
      List<LayerWeights> missing = List.of(new LayerWeights("a", List.of(BlobData.LEFT_OUT, bias)));
      ProtoFormatException e =
          assertThrows(ProtoFormatException.class, () -> net.copyTrainedLayersFrom(missing));
      assertTrue(e.getMessage().contains("blob 0 of the weights is missing"), e.getMessage());
      List<LayerWeights> few = List.of(new LayerWeights("b", List.of(weight)));
      e = assertThrows(ProtoFormatException.class, () -> net.copyTrainedLayersFrom(few));
      assertTrue(e.getMessage().contains("have 1 blobs, the layer has 2"), e.getMessage());
    }
  }

  @Test
  void aParameterBeyondTheLimitIsRefusedBeforeAnythingIsAllocated() {
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class,
            () ->
                builder(
                        DATA
                            + ip("a", "x", "y", "")
                                .replaceFirst("num_output: \\d+", "num_output: 200000000"))
                    .build());
    assertTrue(e.getMessage().contains("parameter 0 of shape 200000000x3"), e.getMessage());
    assertTrue(e.getMessage().contains("at most 268435456 are allowed"), e.getMessage());
  }

  @Test
  void closingANetGivesItsMemoryBack() {
    try (Net first = builder(DATA + ip("a", "x", "y", "")).build()) {
      first.forward();
    }
    long peak = DECANT.engine().memoryManager().traffic().peakBytes();
    for (int i = 0; i < 50; i++) {
      try (Net net = builder(DATA + ip("a", "x", "y", "")).build()) {
        net.forward();
      }
    }
    assertEquals(peak, DECANT.engine().memoryManager().traffic().peakBytes());
  }

  private static boolean isZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
