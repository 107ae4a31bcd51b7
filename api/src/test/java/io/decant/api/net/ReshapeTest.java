package io.decant.api.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerProvider;
import io.decant.api.layer.LayerRegistry;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.api.layers.BuiltInLayers;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.text.Prototxt;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Other shapes between iterations. */
class ReshapeTest {
  private static final String NET =
      """
      layer { name: 'data' type: 'Input' top: 'x' top: 't'
        input_param { shape { dim: 2 dim: 3 dim: 5 dim: 5 } shape { dim: 2 } } }
      layer { name: 'conv' type: 'Convolution' bottom: 'x' top: 'c'
        convolution_param { num_output: 4 kernel_size: 3 weight_filler { type: 'xavier' } } }
      layer { name: 'relu' type: 'ReLU' bottom: 'c' top: 'c' }
      layer { name: 'count' type: 'Counted' bottom: 'c' top: 'a' }
      layer { name: 'pool' type: 'Pooling' bottom: 'a' top: 'p'
        pooling_param { pool: AVE global_pooling: true } }
      layer { name: 'ip' type: 'InnerProduct' bottom: 'p' top: 'y'
        inner_product_param { num_output: 3 weight_filler { type: 'xavier' } } }
      layer { name: 'loss' type: 'SoftmaxWithLoss' bottom: 'y' bottom: 't' top: 'l' }
      """;

  private final Decant decant = Decant.open();
  private int emitted;

  /** Hands its bottom on and counts how often it is compiled. */
  private final class Counted extends SimpleLayer {
    Counted(LayerConfig config) {
      super(config, 1, 1);
    }

    @Override
    public void reshape(LayerSetup setup) {
      setup.top(0, setup.bottom(0));
    }

    @Override
    public void forward(ForwardPass pass) {
      emitted++;
      pass.topView(0, pass.bottom(0));
    }

    @Override
    public void backward(BackwardPass pass) {
      pass.bottomGradientView(0, pass.topGradient(0));
    }
  }

  private LayerRegistry registry() {
    LayerProvider counted = () -> Map.of("Counted", Counted::new);
    return new LayerRegistry(List.of(new BuiltInLayers(), counted));
  }

  @AfterEach
  void close() {
    decant.close();
  }

  private Net net() {
    return net(NET);
  }

  private Net net(String text) {
    return Net.builder(decant.engine(), Prototxt.parseNet(text, "net.prototxt"))
        .layers(registry())
        .seed(5)
        .build();
  }

  private static void reshape(Net net, int batch, int height, int width) {
    net.reshape(Map.of("x", Shape.of(batch, 3, height, width), "t", Shape.of(batch)));
    fill(net);
  }

  private static void fill(Net net) {
    float[] x = new float[(int) net.blob("x").count()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.cos(i);
    }
    float[] t = new float[(int) net.blob("t").count()];
    for (int i = 0; i < t.length; i++) {
      t[i] = i % 3;
    }
    net.blob("x").setData(x);
    net.blob("t").setData(t);
  }

  private static void pass(Net net) {
    net.clearParameterGradients();
    net.forwardBackward();
  }

  private static Map<String, float[]> contents(Net net) {
    Map<String, float[]> contents = new HashMap<>();
    for (String name : net.blobNames()) {
      contents.put(name + net.blob(name).shape(), net.blob(name).data());
    }
    for (NetParam param : net.parameters()) {
      contents.put(param.toString(), net.blob(param).data());
      contents.put(param + ".diff", net.blob(param).diff());
    }
    return contents;
  }

  private static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  @Test
  void computesWhatANetOfThatShapeComputes() {
    int[][] shapes = {{2, 5, 5}, {1, 5, 5}, {4, 7, 3}, {2, 3, 9}, {1, 3, 3}, {4, 7, 3}};
    try (Net net = net()) {
      for (int[] shape : shapes) {
        reshape(net, shape[0], shape[1], shape[2]);
        pass(net);
        Map<String, float[]> reshaped = contents(net);
        try (Net fresh =
            net(
                NET.replace(
                    "dim: 2 dim: 3 dim: 5 dim: 5 } shape { dim: 2 }",
                    "dim: %1$d dim: 3 dim: %2$d dim: %3$d } shape { dim: %1$d }"
                        .formatted(shape[0], shape[1], shape[2])))) {
          fill(fresh);
          pass(fresh);
          assertSame(contents(fresh), reshaped);
        }
      }
    }
  }

  @Test
  void alternatingShapesAreCompiledOnce() {
    try (Net net = net()) {
      fill(net);
      net.forward();
      reshape(net, 4, 6, 6);
      net.forward();
      reshape(net, 2, 5, 5);
      net.forward();
      int compiled = emitted;
      for (int i = 0; i < 5; i++) {
        reshape(net, 4, 6, 6);
        net.forward();
        reshape(net, 2, 5, 5);
        net.forward();
      }
      assertEquals(compiled, emitted);
    }
  }

  @Test
  void manyShapesNeedNoMoreMemoryThanTheLargest() {
    try (Net net = net()) {
      reshape(net, 3, 20, 20);
      pass(net);
      net.parameters().forEach(param -> net.blob(param).diff());
      long peak = peak();
      for (int size = 19; size >= 3; size--) {
        reshape(net, 1 + size % 3, size, size);
        pass(net);
        reshape(net, 3, 20, 20);
        pass(net);
      }
      assertEquals(peak, peak());
    }
    try (Net net = net()) {
      for (int size = 3; size < 20; size++) {
        reshape(net, 3, size, size);
        pass(net);
      }
      long before = peak();
      reshape(net, 3, 20, 20);
      pass(net);
      assertEquals(before, peak(), "what was outgrown was given back");
    }
  }

  private long peak() {
    return decant.engine().memoryManager().traffic().peakBytes();
  }

  @Test
  void moreShapesThanAreKeptAreCompiledAgain() {
    try (Net net = net()) {
      reshape(net, 20, 5, 5);
      net.forward();
      List<Float> losses = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        for (int batch = 1; batch <= 19; batch++) {
          reshape(net, batch, 5, 5);
          losses.add(net.forward());
        }
      }
      assertEquals(1 + 2 * 19, emitted);
      assertEquals(losses.subList(0, 19), losses.subList(19, 38));
    }
  }

  @Test
  void otherInputsKeepTheirContents() {
    try (Net net = net()) {
      fill(net);
      net.forward();
      float[] labels = net.blob("t").data();
      net.reshape("x", Shape.of(2, 3, 9, 9));
      assertArrayEquals(labels, net.blob("t").data());
      net.reshape("x", Shape.of(2, 3, 4, 4));
      assertArrayEquals(labels, net.blob("t").data());
    }
  }

  @Test
  void aShapeThatALayerRefusesChangesNothing() {
    try (Net net = net()) {
      fill(net);
      float loss = net.forward();
      ProtoFormatException e =
          assertThrows(ProtoFormatException.class, () -> net.reshape("x", Shape.of(5, 3, 5, 5)));
      assertTrue(e.getMessage().contains("'loss'"), e.getMessage());
      e = assertThrows(ProtoFormatException.class, () -> net.reshape("x", Shape.of(2, 4, 5, 5)));
      assertTrue(e.getMessage().contains("'conv'"), e.getMessage());
      assertEquals(Shape.of(2, 3, 5, 5), net.blob("x").shape());
      assertEquals(loss, net.forward());
    }
  }

  @Test
  void weightsSetBeforeStayWhenShapesChange() {
    try (Net net = net()) {
      NetParam weights = net.parameters().get(0);
      float[] values = new float[(int) weights.shape().count()];
      Arrays.fill(values, 0.25f);
      net.blob(weights).setData(FloatBuffer.wrap(values));
      reshape(net, 7, 8, 8);
      pass(net);
      assertArrayEquals(values, net.blob(weights).data());
    }
  }
}
