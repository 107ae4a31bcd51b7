package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.proto.ProtoFormatException;
import io.decant.spi.memory.Direction;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filter: shapes that the forward pass decides, in everything behind it. */
class FilterLayerTest extends LayerTest {
  private static final String X = input("x", "4, 2") + input("s", "4");
  private static final float[] ITEMS = {1, 2, 3, 4, 5, 6, 7, 8};

  private static String layer(String type, String bottoms, String tops, String more) {
    StringBuilder text = new StringBuilder("layer { type: '" + type + "' ");
    for (String bottom : bottoms.split(" ")) {
      text.append("bottom: '").append(bottom).append("' ");
    }
    String[] names = tops.split(" ");
    text.append("name: '").append(names[0]).append("_layer' ");
    for (String top : names) {
      text.append("top: '").append(top).append("' ");
    }
    return text + more + " }\n";
  }

  private static String filter(String bottoms, String tops) {
    return layer("Filter", bottoms, tops, "");
  }

  private static String sumOfSquares(String bottom, String top) {
    return layer("Reduction", bottom, top, "loss_weight: 1 reduction_param { operation: SUMSQ }");
  }

  @Test
  void passesSelectedItemsOnAndTheirGradientsBack() {
    try (Net net = nets.train(X + filter("x s", "y") + sumOfSquares("y", "l"))) {
      assertEquals(Shape.of(4, 2), net.blob("y").shape());
      net.blob("x").setData(ITEMS);
      select(net, 0, 1, 0, -0.5f);
      assertEquals(9 + 16 + 49 + 64, net.forwardBackward());
      assertEquals(Shape.of(2, 2), net.blob("y").shape());
      assertArrayEquals(new float[] {3, 4, 7, 8}, net.blob("y").data());
      assertArrayEquals(new float[] {6, 8, 14, 16}, net.blob("y").diff());
      assertArrayEquals(new float[] {0, 0, 6, 8, 0, 0, 14, 16}, net.blob("x").diff());
    }
  }

  @Test
  void everySelectionHasItsOwnShape() {
    try (Net net = nets.train(X + filter("x s", "y") + sumOfSquares("y", "l"))) {
      net.blob("x").setData(ITEMS);
      for (int round = 0; round < 2; round++) {
        for (int mask = 0; mask < 16; mask++) {
          float loss = 0;
          float[] gradient = new float[8];
          for (int i = 0; i < 8; i++) {
            if (bit(mask, i / 2) != 0) {
              loss += ITEMS[i] * ITEMS[i];
              gradient[i] = 2 * ITEMS[i];
            }
          }
          select(net, bit(mask, 0), bit(mask, 1), bit(mask, 2), bit(mask, 3));
          assertEquals(loss, net.forwardBackward());
          assertEquals(Shape.of(Integer.bitCount(mask), 2), net.blob("y").shape());
          assertArrayEquals(gradient, net.blob("x").diff());
        }
      }
    }
  }

  @Test
  void severalBottomsAreFilteredAlike() {
    String text = X + input("z", "4, 1, 3") + filter("x z s", "y w") + sumOfSquares("w", "l");
    try (Net net = nets.train(text)) {
      net.blob("x").setData(ITEMS);
      net.blob("z").setData(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      select(net, 1, 0, 0, 1);
      net.forwardBackward();
      assertArrayEquals(new float[] {1, 2, 7, 8}, net.blob("y").data());
      assertEquals(Shape.of(2, 1, 3), net.blob("w").shape());
      assertArrayEquals(new float[] {0, 1, 2, 9, 10, 11}, net.blob("w").data());
      assertArrayEquals(new float[] {0, 2, 4, 0, 0, 0, 0, 0, 0, 18, 20, 22}, net.blob("z").diff());
      assertArrayEquals(new float[8], net.blob("x").diff());
    }
  }

  @Test
  void oneFilterBehindAnother() {
    String text =
        X
            + input("t", "4")
            + filter("x t s", "y u")
            + filter("y u", "z")
            + layer("Power", "z", "z", "power_param { scale: 2 }")
            + sumOfSquares("z", "l");
    try (Net net = nets.train(text)) {
      net.blob("x").setData(ITEMS);
      net.blob("t").setData(1, 1, 0, 1);
      select(net, 0, 1, 1, 1);
      net.forwardBackward();
      assertArrayEquals(new float[] {1, 0, 1}, net.blob("u").data());
      assertArrayEquals(new float[] {6, 8, 14, 16}, net.blob("z").data());
      assertArrayEquals(new float[] {0, 0, 24, 32, 0, 0, 56, 64}, net.blob("x").diff());
      select(net, 0, 0, 1, 0);
      net.forwardBackward();
      assertEquals(Shape.of(1, 2), net.blob("y").shape());
      assertEquals(Shape.of(0, 2), net.blob("z").shape());
      assertArrayEquals(new float[8], net.blob("x").diff());
      select(net, 0, 0, 0, 0);
      assertEquals(0, net.forwardBackward());
      assertEquals(Shape.of(0), net.blob("u").shape());
      net.blob("t").setData(1, 1, 1, 1);
      select(net, 1, 1, 1, 1);
      net.forwardBackward();
      assertEquals(Shape.of(4, 2), net.blob("z").shape());
    }
  }

  @Test
  void filtersBesideEachOther() {
    String text =
        X
            + input("t", "4")
            + filter("x s", "y")
            + filter("x t", "z")
            + layer("Concat", "y z", "c", "concat_param { axis: 0 }")
            + sumOfSquares("c", "l");
    try (Net net = nets.train(text)) {
      net.blob("x").setData(ITEMS);
      net.blob("t").setData(0, 0, 1, 0);
      select(net, 0, 1, 1, 0);
      net.forwardBackward();
      assertArrayEquals(new float[] {3, 4, 5, 6, 5, 6}, net.blob("c").data());
      assertArrayEquals(new float[] {0, 0, 6, 8, 20, 24, 0, 0}, net.blob("x").diff());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EuclideanLoss           | 2 | '' | 3
          SoftmaxWithLoss         | 1 | '' | 3
          SoftmaxWithLoss         | 1 | loss_param { normalization: BATCH_SIZE } | 1
          SoftmaxWithLoss         | 1 | loss_param { normalization: FULL }  | 2
          SigmoidCrossEntropyLoss | 2 | '' | 2
          HingeLoss               | 1 | '' | 3
          """)
  void lossesAreThoseOfTheSelectedItemsAlone(
      String type, int labelSize, String more, int selected) {
    String label = labelSize == 1 ? "" : ", 2";
    String loss = layer(type, "y v", "l", more.replace("''", ""));
    try (Net net = nets.train(X + input("t", "4" + label) + filter("x t s", "y v") + loss);
        Net alone =
            nets.train(input("y", selected + ", 2") + input("v", selected + label) + loss)) {
      float[] labels = new float[4 * labelSize];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = i % 2;
      }
      net.blob("x").setData(ITEMS);
      net.blob("t").setData(labels);
      selectFirst(net, selected);
      net.forwardBackward();
      alone.blob("y").setData(net.blob("y").data());
      alone.blob("v").setData(net.blob("v").data());
      assertEquals(alone.forwardBackward(), net.passes().lossLater().get()[0]);
      assertArrayEquals(alone.blob("y").diff(), net.blob("y").diff());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          InnerProduct  | inner_product_param { num_output: 3 weight_filler { type: 'xavier' } }
          Convolution   | convolution_param { num_output: 2 kernel_size: 2 weight_filler { type: 'xavier' } }
          Deconvolution | convolution_param { num_output: 2 kernel_size: 2 weight_filler { type: 'xavier' } }
          Pooling       | pooling_param { kernel_size: 2 stride: 1 }
          Pooling       | pooling_param { pool: AVE global_pooling: true }
          BatchNorm     | param { lr_mult: 0 } param { lr_mult: 0 } param { lr_mult: 0 }
          LRN           | lrn_param { local_size: 3 }
          LRN           | lrn_param { local_size: 3 norm_region: WITHIN_CHANNEL }
          MVN           |
          Scale         | scale_param { bias_term: true }
          PReLU         |
          Softmax       |
          Dropout       |
          Slice         | top: 'more'
          Flatten       |
          Reshape       | reshape_param { shape { dim: 0 dim: -1 } }
          Reduction     | reduction_param { axis: 1 }
          Tile          | tile_param { tiles: 2 }
          Im2col        | convolution_param { kernel_size: 2 }
          """)
  void layersBehindComputeAsForABatchOfThatSize(String type, String more) {
    String behind = layer(type, "f", "y", more == null ? "" : more) + sumOfSquares("y", "l");
    String data = input("x", "4, 4, 3, 3") + input("s", "4");
    try (Net net = nets.train(data + filter("x s", "f") + behind)) {
      float[] items = new float[4 * 36];
      for (int i = 0; i < items.length; i++) {
        items[i] = (float) Math.sin(i);
      }
      net.blob("x").setData(items);
      for (int count : new int[] {4, 2, 1, 0, 3, 2}) {
        selectFirst(net, count);
        net.clearParameterGradients();
        float loss = net.forwardBackward();
        if (count == 0) {
          assertArrayEquals(new float[items.length], net.blob("x").diff());
          net.parameters()
              .forEach(
                  param ->
                      assertArrayEquals(
                          new float[(int) param.shape().count()], net.blob(param).diff()));
          continue;
        }
        try (Net alone = nets.train(input("f", count + ", 4, 3, 3") + behind)) {
          for (int i = 0; i < net.parameters().size(); i++) {
            alone
                .blob(alone.parameters().get(i))
                .setData(FloatBuffer.wrap(net.blob(net.parameters().get(i)).data()));
          }
          alone.blob("f").setData(net.blob("f").data());
          if (!type.equals("Dropout")) {
            assertEquals(alone.forwardBackward(), loss, type);
            assertArrayEquals(alone.blob("f").diff(), net.blob("f").diff());
          }
          assertEquals(alone.blob("y").shape(), net.blob("y").shape());
        }
      }
    }
  }

  @Test
  void oneLayerAtATimeComputesTheSame() {
    try (Net net = nets.train(X + filter("x s", "y") + sumOfSquares("y", "l"))) {
      net.blob("x").setData(ITEMS);
      for (int count = 0; count <= 4; count++) {
        selectFirst(net, count);
        for (NetLayer layer : net.layers()) {
          net.passes().runLayer(layer, Direction.FORWARD);
        }
        assertEquals(Shape.of(count, 2), net.blob("y").shape());
        for (int i = net.layers().size() - 1; i >= 0; i--) {
          net.passes().runLayer(net.layers().get(i), Direction.BACKWARD);
        }
        assertEquals(count > 0 ? 2 * ITEMS[0] : 0, net.blob("x").diff()[0]);
        assertEquals(count > 3 ? 2 * ITEMS[7] : 0, net.blob("x").diff()[7]);
      }
    }
  }

  @Test
  void aLaterLayerMayRefuseWhatWasSelected() {
    String loss = layer("EuclideanLoss", "y x", "l", "");
    try (Net net = nets.train(X + filter("x s", "y") + loss)) {
      net.blob("x").setData(ITEMS);
      select(net, 1, 1, 1, 1);
      assertEquals(0, net.forward());
      select(net, 1, 1, 1, 0);
      ProtoFormatException e = assertThrows(ProtoFormatException.class, net::forward);
      assertTrue(e.getMessage().contains("'l_layer'"), e.getMessage());
      assertTrue(e.getMessage().contains("3x2"), e.getMessage());
      select(net, 1, 1, 1, 1);
      assertEquals(0, net.forward());
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    refused(X + filter("x s", "y z"), "a top for each bottom");
    refused(X + filter("s x", "y"), "one value for each item", "4x2");
    refused(input("x", "3, 2") + input("s", "4") + filter("x s", "y"), "4 items", "3x2");
    refused(
        input("x", "4, 2")
            + layer("InnerProduct", "x", "s", "inner_product_param { num_output: 1 }")
            + input("d", "4, 2")
            + layer("Filter", "d s", "y", "propagate_down: true propagate_down: true")
            + sumOfSquares("y", "l"),
        "selectors have no gradient");
  }

  private void refused(String text, String... parts) {
    ProtoFormatException e =
        assertThrows(
            ProtoFormatException.class,
            () -> {
              try (Net net = nets.train(text)) {
                net.prepare();
              }
            });
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  private static void selectFirst(Net net, int count) {
    float[] selector = new float[4];
    Arrays.fill(selector, 0, count, 1);
    select(net, selector);
  }

  private static int bit(int mask, int index) {
    return (mask >> index) & 1;
  }

  private static void select(Net net, float... selector) {
    net.blob("s").setData(selector);
  }
}
