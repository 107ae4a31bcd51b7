package io.decant.api.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.spec.NetSpec;
import io.decant.api.spec.Top;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.Phase;
import io.decant.spi.op.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs do with a net: fill, run, look at and change its parts. */
class NetUseTest {
  private static final Decant DECANT = Decant.open();

  @AfterAll
  static void close() {
    DECANT.close();
  }

  /** Returns x -> 2x - 3 -> in place max(0, .) -> + 1. */
  private static NetSpec chain() {
    NetSpec net = new NetSpec("chain");
    net.input("x", 2, 2)
        .then("Power", l -> l.getPowerParamBuilder().setScale(2).setShift(-3))
        .named("line")
        .relu()
        .named("positive")
        .then("Power", l -> l.getPowerParamBuilder().setShift(1))
        .named("more");
    return net;
  }

  private static NetSpec product(int outputs) {
    NetSpec net = new NetSpec("product" + outputs);
    Top target = net.input("target", 2, outputs);
    net.input("x", 2, 3).innerProduct(outputs).named("ip").euclideanLoss(target).named("loss");
    return net;
  }

  private static Net make(NetSpec net) {
    return DECANT.net(net.toProto()).seed(3).build();
  }

  @Test
  void theNumberOfValuesDecidesTheBatch() {
    try (Net net = make(chain())) {
      assertEquals(List.of("x"), net.inputNames());
      assertArrayEquals(
          new float[] {1, 2, 4, 6}, net.forward(Map.of("x", x(1, 2, 3, 4))).get("more"));
      assertArrayEquals(
          new float[] {8, 1, 2, 4, 6, 8},
          net.forward(Map.of("x", x(5, 1, 2, 3, 4, 5))).get("more"));
      assertEquals(Shape.of(3, 2), net.blob("more").shape());
      assertArrayEquals(new float[] {4, 6}, net.forward(Map.of("x", x(3, 4))).get("more"));
      assertEquals(Shape.of(1, 2), net.blob("x").shape());
    }
  }

  @Test
  void inputsThatDoNotFitAreRefusedAndChangeNothing() {
    try (Net net = make(chain())) {
      refused(() -> net.forward(Map.of("x", x(1, 2, 3))), "3 values", "'x'", "multiple of 2");
      refused(() -> net.forward(Map.of("x", x())), "0 values");
      refused(() -> net.forward(Map.of("line", x(1, 2))), "'line'", "Input");
      assertEquals(Shape.of(2, 2), net.blob("x").shape());
    }
  }

  @Test
  void whatDoesNotExistIsNamedWithWhatDoes() {
    try (Net net = make(chain())) {
      refused(() -> net.layer("wrong"), "'wrong'", "[x, line, positive, more]");
      refused(() -> net.parameter("line", 0), "'line'", "Power", "has 0");
      refused(() -> net.blob("wrong"), "'wrong'", "[x, line, more]");
      refused(() -> net.range("more", "line"), "'line' comes before 'more'");
    }
  }

  @Test
  void rangesShowWhatTheirLastLayerLeft() {
    try (Net net = make(chain())) {
      NetRange first = net.range("line", "line");
      NetRange rest = net.range("positive", "more");
      net.blob("x").setData(0, 1, 2, 3);
      net.forward();
      assertArrayEquals(new float[] {0, 0, 1, 3}, net.blob("line").data());
      first.forward();
      assertArrayEquals(new float[] {-3, -1, 1, 3}, net.blob("line").data());
      net.blob("line").setData(-5, 5, 6, -6);
      rest.forward();
      assertArrayEquals(new float[] {0, 5, 6, 0}, net.blob("line").data());
      assertArrayEquals(new float[] {1, 6, 7, 1}, net.blob("more").data());
    }
  }

  @Test
  void backwardRangesGiveTheGradientsOfTheWholePass() {
    try (Net net = make(product(2))) {
      NetRange loss = net.range("loss", "loss");
      NetRange product = net.range("ip", "ip");
      net.blob("x").setData(1, 2, 3, 4, 5, 6);
      net.blob("target").setData(1, 0, 0, 1);
      net.forwardBackward();
      float[] whole = net.parameter("ip", 0).diff();
      net.clearParameterGradients();
      loss.backward();
      product.backward();
      assertArrayEquals(whole, net.parameter("ip", 0).diff());
      assertTrue(whole[0] != 0);
    }
  }

  @Test
  void parametersAreReadChangedSavedAndLoaded(@TempDir Path folder) {
    Path file = folder.resolve("net.caffemodel");
    try (Net net = make(product(2));
        Net other = make(product(2))) {
      net.parameter("ip", 0).setData(1, 2, 3, 4, 5, 6);
      net.parameter("ip", 1).setData(7, 8);
      net.save(file, false);
      other.copyTrainedLayersFrom(file);
      assertArrayEquals(x(1, 2, 3, 4, 5, 6), other.parameter("ip", 0).data());
      assertArrayEquals(x(7, 8), other.parameter("ip", 1).data());
    }
  }

  @Test
  void weightsAreCopiedBetweenNetsAndDevices() {
    try (Decant second = Decant.open();
        Net net = make(product(2));
        Net other = second.net(product(2).toProto()).seed(4).build();
        Net wider = second.net(product(3).toProto()).seed(4).build()) {
      assertFalse(Arrays.equals(net.parameter("ip", 0).data(), other.parameter("ip", 0).data()));
      other.copyTrainedLayersFrom(net);
      assertArrayEquals(net.parameter("ip", 0).data(), other.parameter("ip", 0).data());
      net.parameter("ip", 0).setData(new float[6]);
      assertFalse(Arrays.equals(new float[6], other.parameter("ip", 0).data()));
      ProtoFormatException e =
          assertThrows(ProtoFormatException.class, () -> wider.copyTrainedLayersFrom(net));
      assertTrue(e.getMessage().contains("'ip'"), e.getMessage());
    }
  }

  @Test
  void weightsAreSharedWithinADeviceOnly() {
    try (Decant second = Decant.open();
        Net net = make(product(2));
        Net test =
            DECANT.net(product(2).toProto()).phase(Phase.TEST).sharingParametersWith(net).build()) {
      net.parameter("ip", 0).setData(1, 2, 3, 4, 5, 6);
      assertArrayEquals(x(1, 2, 3, 4, 5, 6), test.parameter("ip", 0).data());
      NetBuilder elsewhere = second.net(product(2).toProto());
      refused(
          () -> elsewhere.sharingParametersWith(net), "another engine", "copyTrainedLayersFrom");
    }
  }

  private static float[] x(float... values) {
    return values;
  }

  private static void refused(Runnable action, String... parts) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }
}
