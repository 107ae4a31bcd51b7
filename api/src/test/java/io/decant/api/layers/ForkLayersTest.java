package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.net.Net;
import io.decant.proto.caffe.Phase;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers of Caffe's forks against loops in double precision, written from their definitions. */
class ForkLayersTest extends LayerTest {
  private static final double NEAR = 1e-5;

  private interface Formula {
    double at(int image, int channel, int row, int column);
  }

  private Net net(String text) {
    Net net = nets.builder(text).phase(Phase.TEST).backward(false).build();
    SplittableRandom random = new SplittableRandom(7);
    for (String name : net.blobNames()) {
      if (name.startsWith("in")) {
        net.blob(name).setData(numbers(random, (int) net.blob(name).count()));
      }
    }
    return net;
  }

  private static float[] numbers(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() * 16 - 8;
    }
    return numbers;
  }

  private static String layer(String type, String bottoms, String fields) {
    StringBuilder names = new StringBuilder();
    for (String bottom : bottoms.split(" ")) {
      names.append("bottom: '").append(bottom).append("' ");
    }
    return "layer { name: 'l' type: '" + type + "' " + names + "top: 'y' " + fields + " }";
  }

  private static void compare(Net net, String shape, Formula formula) {
    net.forward();
    long[] dims = net.blob("y").shape().toArray();
    float[] actual = net.blob("y").data();
    assertEquals(shape, net.blob("y").shape().toString());
    int at = 0;
    for (int n = 0; n < dims[0]; n++) {
      for (int c = 0; c < dims[1]; c++) {
        for (int h = 0; h < dims[2]; h++) {
          for (int w = 0; w < dims[3]; w++) {
            double expected = formula.at(n, c, h, w);
            double allowed = NEAR * Math.max(1, Math.abs(expected));
            assertEquals(expected, actual[at], allowed, n + "," + c + "," + h + "," + w);
            at++;
          }
        }
      }
    }
    assertEquals(at, actual.length);
  }

  /** A blob of four axes. */
  private static final class Planes {
    private final float[] data;
    private final long[] dims;

    private Planes(float[] data, long[] dims) {
      this.data = data;
      this.dims = dims;
    }

    static Planes of(Net net, String name) {
      return new Planes(net.blob(name).data(), net.blob(name).shape().toArray());
    }

    double at(int n, int c, int h, int w) {
      return data[(int) (((n * dims[1] + c) * dims[2] + h) * dims[3] + w)];
    }
  }

  @Test
  void permute() {
    String order = "permute_param { order: 0 order: 2 order: 3 order: 1 }";
    try (Net net = net(input("in", "2, 3, 4, 5") + layer("Permute", "in", order))) {
      Planes x = Planes.of(net, "in");
      compare(net, "2x4x5x3", (n, c, h, w) -> x.at(n, w, c, h));
    }
  }

  @Test
  void shuffleChannel() {
    String group = "shuffle_channel_param { group: 3 }";
    try (Net net = net(input("in", "2, 6, 2, 2") + layer("ShuffleChannel", "in", group))) {
      Planes x = Planes.of(net, "in");
      compare(net, "2x6x2x2", (n, c, h, w) -> x.at(n, c % 3 * 2 + c / 3, h, w));
    }
  }

  /** The indices are those of darknet, which reads its input as if that had been moved already. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reorg(boolean reverse) {
    String fields = "reorg_param { stride: 2 reverse: " + reverse + " }";
    try (Net net = net(input("in", "2, 8, 4, 6") + layer("Reorg", "in", fields))) {
      float[] x = net.blob("in").data();
      float[] expected = new float[x.length];
      for (int n = 0; n < 2; n++) {
        for (int k = 0; k < 8; k++) {
          for (int j = 0; j < 4; j++) {
            for (int i = 0; i < 6; i++) {
              int here = i + 6 * (j + 4 * (k + 8 * n));
              int offset = k / 2;
              int there = i * 2 + offset % 2 + 12 * (j * 2 + offset / 2 + 8 * (k % 2 + 2 * n));
              expected[reverse ? there : here] = x[reverse ? here : there];
            }
          }
        }
      }
      net.forward();
      assertEquals(reverse ? "2x2x8x12" : "2x32x2x3", net.blob("y").shape().toString());
      assertArrayEquals(expected, net.blob("y").data());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void normalize(boolean across) {
    String fields =
        "norm_param { across_spatial: %s channel_shared: false eps: 0.5 }".formatted(across);
    try (Net net = net(input("in", "2, 3, 2, 4") + layer("Normalize", "in", fields))) {
      float[] scale = {2, -1, 0.5f};
      net.blob(net.parameters().get(0)).setData(scale);
      Planes x = Planes.of(net, "in");
      compare(
          net,
          "2x3x2x4",
          (n, c, h, w) -> {
            double sum = 0.5;
            for (int i = 0; i < 3 * 8; i++) {
              int place = i % 8;
              if (across || place == h * 4 + w) {
                sum += Math.pow(x.at(n, i / 8, place / 4, place % 4), 2);
              }
            }
            return scale[c] * x.at(n, c, h, w) / Math.sqrt(sum);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scale_filler { value: 0 } bn_mode: INFERENCE",
        "scale_filler { value: 0 } shift_filler { value: 0 }",
        "slope_filler { value: 1 } frozen: true eps: 0.5"
      })
  void bn(String fields) {
    try (Net net =
        net(input("in", "2, 3, 2, 4") + layer("BN", "in", "bn_param { " + fields + " }"))) {
      assertEquals("1x3x1x1", net.parameters().get(0).shape().toString());
      float[][] numbers = {{2, -1, 0.5f}, {1, 0, -3}, {0.5f, -0.25f, 2}, {1, 4, 0}};
      for (int i = 0; i < net.parameters().size(); i++) {
        net.blob(net.parameters().get(i)).setData(numbers[i]);
      }
      Planes x = Planes.of(net, "in");
      compare(
          net,
          "2x3x2x4",
          (n, c, h, w) -> {
            double[] moments = bnMoments(fields, x, c, numbers);
            double normalised = (x.at(n, c, h, w) - moments[0]) / Math.sqrt(moments[1]);
            return numbers[0][c] * normalised + numbers[1][c];
          });
    }
  }

  /** The mean, and the variance with eps, that a channel is normalised by. */
  private static double[] bnMoments(String fields, Planes x, int c, float[][] numbers) {
    if (fields.contains("INFERENCE")) {
      return new double[] {0, 1};
    }
    if (fields.contains("frozen")) {
      return new double[] {numbers[2][c], numbers[3][c] + 0.5};
    }
    double mean = 0;
    double square = 0;
    for (int i = 0; i < 16; i++) {
      double number = x.at(i / 8, c, i / 4 % 2, i % 4);
      mean += number / 16;
      square += number * number / 16;
    }
    return new double[] {mean, square - mean * mean};
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TEST | | give either SegNet's",
        "TEST | bn_mode: INFERENCE eps: 0.1 | give either SegNet's",
        "TRAIN | slope_filler { value: 1 } | set frozen: true"
      })
  void bnOfNeitherFork(String text) {
    String[] parts = text.split("\\|", -1);
    String fields = "bn_param { " + parts[1] + " }";
    String problem =
        TestNets.problem(
            () ->
                nets.builder(input("in", "2, 3, 2, 4") + layer("BN", "in", fields))
                    .phase(Phase.valueOf(parts[0].strip()))
                    .build());
    assertTrue(problem.contains(parts[2].strip()), problem);
  }

  @Test
  void cropCenter() {
    String sizes = "crop_center_param { crop_size: 0 crop_size: 1 crop_size: 2 crop_size: 0 }";
    try (Net net = net(input("in", "2, 3, 5, 4") + layer("CropCenter", "in", sizes))) {
      Planes x = Planes.of(net, "in");
      compare(net, "2x1x1x4", (n, c, h, w) -> x.at(n, c + 1, h + 2, w));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[0, 0, 1] | once for each axis",
        "[0, 0, 2, 2] | crop_size 2 at both ends leaves nothing of axis 3"
      })
  void cropCenterThatDoesNotFit(String text) {
    String[] parts = text.split(" \\| ");
    String sizes = "crop_center_param { crop_size: " + parts[0] + " }";
    String problem =
        TestNets.problem(
            () ->
                nets.builder(input("in", "2, 3, 5, 4") + layer("CropCenter", "in", sizes)).build());
    assertTrue(problem.contains(parts[1]), problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Axpy", "AxpyFast"})
  void axpyAndRelu6(String type) {
    String text =
        input("inA", "2, 3, 1, 1")
            + input("inX", "2, 3, 2, 2")
            + input("inY", "2, 3, 2, 2")
            + layer(type, "inA inX inY", "")
            + "layer { name: 'r' type: 'ReLU6' bottom: 'y' top: 'y' }";
    try (Net net = net(text)) {
      Planes a = Planes.of(net, "inA");
      Planes x = Planes.of(net, "inX");
      Planes y = Planes.of(net, "inY");
      compare(
          net,
          "2x3x2x2",
          (n, c, h, w) ->
              Math.min(6, Math.max(0, a.at(n, c, 0, 0) * x.at(n, c, h, w) + y.at(n, c, h, w))));
    }
  }

  @Test
  void smoothL1Loss() {
    String text =
        input("inA", "4, 3")
            + input("inB", "4, 3")
            + input("inI", "4, 3")
            + input("inO", "4, 3")
            + layer("SmoothL1Loss", "inA inB inI inO", "smooth_l1_loss_param { sigma: 0.7 }");
    try (Net net = net(text)) {
      net.forward();
      double loss = 0;
      for (int i = 0; i < 12; i++) {
        double d =
            net.blob("inI").data()[i] * (net.blob("inA").data()[i] - net.blob("inB").data()[i]);
        double value = Math.abs(d) < 1 / 0.49 ? 0.49 * d * d / 2 : Math.abs(d) - 0.5 / 0.49;
        loss += net.blob("inO").data()[i] * value / 4;
      }
      assertEquals(loss, net.blob("y").data()[0], Math.abs(loss) * NEAR);
    }
  }

  @Test
  void upsampleRepeats() {
    String fields = "upsample_param { scale: 2 scale_w: 3 }";
    try (Net net = net(input("in", "2, 3, 2, 4") + layer("Upsample", "in", fields))) {
      Planes x = Planes.of(net, "in");
      compare(net, "2x3x4x12", (n, c, h, w) -> x.at(n, c, h / 2, w / 3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upsample | upsample_param { upsample_h: 5 upsample_w: 6 }",
        "Upsample | upsample_param { scale: 2 pad_out_h: true }",
        "MaxUnpool | pooling_param { kernel_h: 1 kernel_w: 2 stride: 2 }"
      })
  void unpoolingPutsMaximaBack(String text) {
    String[] parts = text.split(" \\| ");
    String pooling =
        "layer { name: 'p' type: 'Pooling' bottom: 'in' top: 'p' top: 'mask'"
            + " pooling_param { kernel_size: 2 stride: 2 } }";
    try (Net net = net(input("in", "2, 2, 5, 6") + pooling + layer(parts[0], "p mask", parts[1]))) {
      Planes x = Planes.of(net, "in");
      compare(
          net,
          "2x2x5x6",
          (n, c, h, w) -> {
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = h / 2 * 2; i < Math.min(5, h / 2 * 2 + 2); i++) {
              for (int j = w / 2 * 2; j < w / 2 * 2 + 2; j++) {
                largest = Math.max(largest, x.at(n, c, i, j));
              }
            }
            return x.at(n, c, h, w) == largest ? largest : 0;
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zoom_factor: 3 | 2x2x10x13",
        "shrink_factor: 2 | 2x2x2x3",
        "height: 7 width: 1 | 2x2x7x1",
        "height: 3 width: 9 pad_beg: -1 | 2x2x3x9"
      })
  void interp(String text) {
    String[] parts = text.split(" \\| ");
    int pad = text.contains("pad") ? 1 : 0;
    try (Net net =
        net(input("in", "2, 2, 4, 5") + layer("Interp", "in", "interp_param {" + parts[0] + "}"))) {
      Planes x = Planes.of(net, "in");
      long[] size = net.blob("y").shape().toArray();
      compare(
          net,
          parts[1],
          (n, c, h, w) -> {
            double row = size[2] > 1 ? h * (3.0 - pad) / (size[2] - 1) : 0;
            double column = size[3] > 1 ? w * (4.0 - pad) / (size[3] - 1) : 0;
            double sum = 0;
            for (int i = pad; i < 4; i++) {
              for (int j = pad; j < 5; j++) {
                double near = Math.max(0, 1 - Math.abs(row - (i - pad)));
                sum += near * Math.max(0, 1 - Math.abs(column - (j - pad))) * x.at(n, c, i, j);
              }
            }
            return sum;
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DepthwiseConvolution", "ConvolutionDepthwise"})
  void depthwiseConvolution(String type) {
    String fields = "convolution_param { num_output: 3 kernel_size: 2 stride: 2 }";
    try (Net net = net(input("in", "2, 3, 4, 6") + layer(type, "in", fields))) {
      float[] weights = numbers(new SplittableRandom(3), 12);
      net.blob(net.parameters().get(0)).setData(weights);
      net.blob(net.parameters().get(1)).setData(1, 2, 3);
      Planes x = Planes.of(net, "in");
      compare(
          net,
          "2x3x2x3",
          (n, c, h, w) -> {
            double sum = c + 1;
            for (int i = 0; i < 4; i++) {
              sum += weights[c * 4 + i] * x.at(n, c, h * 2 + i / 2, w * 2 + i % 2);
            }
            return sum;
          });
    }
  }
}
