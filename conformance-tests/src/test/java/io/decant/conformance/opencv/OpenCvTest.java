package io.decant.conformance.opencv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.net.NetParam;
import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layers of Caffe's forks against OpenCV 4.6. Decant writes the caffemodel, both read the same
 * files. OpenCV addresses outputs by layer, so that each layer is named like its top. It has no
 * SmoothL1Loss, Upsample or type DepthwiseConvolution, its importer does not make a MaxUnpool, and
 * its schema lacks the parameters of ShuffleChannel, Reorg and Interp: of these, Reorg by 2, its
 * default, is compared. Where it deviates otherwise, the test says how.
 */
class OpenCvTest {
  private static final float NEAR = 1e-5f;

  @TempDir Path folder;

  private final Map<String, float[]> inputs = new LinkedHashMap<>();
  private final List<String> shapes = new ArrayList<>();
  private final StringBuilder text = new StringBuilder("name: 'forks'\n");
  private final StringBuilder theirText = new StringBuilder(text);
  private final Random random = new Random(7);
  private boolean weights = true;

  @BeforeEach
  void assumeInstalled() throws IOException, InterruptedException {
    OpenCv.assumeInstalled(folder);
  }

  @Test
  void permute() throws Exception {
    input("x", 2, 8, 6, 5);
    layer("y", "Permute", "x", "permute_param { order: 0 order: 2 order: 3 order: 1 }");
    compare("y");
  }

  @Test
  void normalize() throws Exception {
    input("x", 2, 8, 6, 5);
    layer("y", "Normalize", "x", "norm_param { across_spatial: false channel_shared: false }");
    compare("y");
  }

  /**
   * OpenCV has no scale for each channel here, and fails to read a blob without axes, which the
   * common scale is: so both take the one that there is without weights.
   */
  @Test
  void normalizeAcrossPlaces() throws Exception {
    weights = false;
    input("x", 2, 8, 6, 5);
    layer("y", "Normalize", "x", "norm_param { across_spatial: true channel_shared: true }");
    compare("y");
  }

  @Test
  void relu6() throws Exception {
    input("x", 2, 3, 4, 5);
    layer("large", "Power", "x", "power_param { scale: 10 }");
    layer("y", "ReLU6", "large", "");
    compare("y");
  }

  @Test
  void reorg() throws Exception {
    input("x", 1, 8, 6, 4);
    layer(text, "y", "Reorg", "x", "reorg_param { stride: 2 }");
    layer(theirText, "y", "Reorg", "x", "");
    compare("y");
  }

  /**
   * The layer of SENet, which brought it, scales its second bottom and adds the third; OpenCV
   * scales the third and adds the second. It takes one image only.
   */
  @Test
  void axpy() throws Exception {
    input("a", 1, 8, 1, 1);
    input("x", 1, 8, 6, 5);
    input("z", 1, 8, 6, 5);
    layer(text, "y", "Axpy", "a x z", "");
    layer(theirText, "y", "Axpy", "a z x", "");
    compare("y");
  }

  @Test
  void depthwise() throws Exception {
    input("x", 2, 8, 9, 7);
    layer(
        "narrow",
        "ConvolutionDepthwise",
        "x",
        "convolution_param { num_output: 8 group: 8 kernel_size: 3 pad: 1 stride: 2 }");
    layer(
        "y",
        "Convolution",
        "narrow",
        "convolution_param { num_output: 16 group: 8 kernel_size: 2 }");
    compare("y");
  }

  @Test
  void roiPooling() throws Exception {
    input("x", 2, 8, 6, 5);
    regions();
    layer(
        "y",
        "ROIPooling",
        "x r",
        "roi_pooling_param { pooled_h: 3 pooled_w: 2 spatial_scale: 0.5 }");
    compare("y");
  }

  @Test
  void psroiPooling() throws Exception {
    input("x", 2, 8, 6, 5);
    regions();
    layer(
        "y",
        "PSROIPooling",
        "x r",
        "psroi_pooling_param { output_dim: 2 group_size: 2 spatial_scale: 0.5 }");
    compare("y");
  }

  /**
   * OpenCV wants variances to be given, clips unless told not to, and does not cut sizes to whole
   * numbers, as SSD does.
   */
  @Test
  void priorBox() throws Exception {
    input("x", 1, 1, 4, 3);
    input("image", 1, 3, 60, 40);
    layer("plain", "PriorBox", "x image", "prior_box_param { min_size: 8 variance: 0.1 }");
    layer(
        "several",
        "PriorBox",
        "x image",
        "prior_box_param { min_size: 8 min_size: 20 max_size: 16 max_size: 30 aspect_ratio: 2"
            + " aspect_ratio: 3 clip: true variance: 0.1 variance: 0.1 variance: 0.2"
            + " variance: 0.2 offset: 0.5 }");
    layer(
        "y",
        "PriorBox",
        "x image",
        "prior_box_param { min_size: 9 flip: false aspect_ratio: 2 step: 12 offset: 0.25 clip: false"
            + " variance: 0.2 }");
    layer(
        "shifted",
        "PriorBox",
        "x image",
        "prior_box_param { min_size: 9 aspect_ratio: 3 flip: false clip: true variance: 0.1"
            + " offset_h: 0.5 offset_w: 0.5 offset_h: 1 offset_w: 0.5 }");
    layer(
        "given",
        "PriorBox",
        "x image",
        "prior_box_param { width: 9.5 height: 4 width: 3 height: 7.25 clip: false variance: 0.1 }");
    compare("plain");
    compare("shifted");
    compare("given");
    compare("several");
    compare("y");
  }

  /** A head of SSD, from maps to boxes. */
  @Test
  void detectionOutput() throws Exception {
    detector("share_location: true", 4);
    List<float[]> results = results("y");
    assertSameDetections(results.get(0), results.get(1));
  }

  @Test
  void detectionOutputByClass() throws Exception {
    detector("share_location: false", 12);
    List<float[]> results = results("y");
    assertSameDetections(results.get(0), results.get(1));
  }

  @Test
  void detectionOutputClipped() throws Exception {
    detector("share_location: true clip: true", 4);
    List<float[]> results = results("y");
    assertSameDetections(results.get(0), results.get(1));
  }

  private void detector(String sharing, int coordinates) {
    input("x", 1, 4, 4, 3);
    input("image", 1, 3, 60, 40);
    layer(
        "priors",
        "PriorBox",
        "x image",
        "prior_box_param { min_size: 20 aspect_ratio: 2 clip: true variance: 0.1 variance: 0.1"
            + " variance: 0.2 variance: 0.2 }");
    String kernel = " kernel_size: 3 pad: 1 }";
    layer("locations", "Convolution", "x", outputs(3 * coordinates) + kernel);
    layer("classes", "Convolution", "x", outputs(9) + kernel);
    for (String each : List.of("locations", "classes")) {
      layer(
          each + "/last", "Permute", each, "permute_param { order: 0 order: 2 order: 3 order: 1 }");
      layer(each + "/flat", "Flatten", each + "/last", "flatten_param { axis: 1 }");
    }
    layer(
        "classes/rows",
        "Reshape",
        "classes/flat",
        "reshape_param { shape { dim: 0 dim: -1 dim: 3 } }");
    layer("classes/soft", "Softmax", "classes/rows", "softmax_param { axis: 2 }");
    layer("classes/list", "Flatten", "classes/soft", "flatten_param { axis: 1 }");
    layer(
        "y",
        "DetectionOutput",
        "locations/flat classes/list priors",
        "detection_output_param { num_classes: 3 background_label_id: 0 keep_top_k: 20"
            + " confidence_threshold: 0.3 code_type: CENTER_SIZE nms_param { nms_threshold: 0.45"
            + " top_k: 30 } "
            + sharing
            + " }");
  }

  private static String outputs(int count) {
    return "convolution_param { num_output: " + count;
  }

  /**
   * SSD lists an image's detections by class; OpenCV by score alone. It may have rows of zeros
   * behind them, up to keep_top_k.
   */
  private static void assertSameDetections(float[] ours, float[] theirs) {
    int count = ours.length / 7;
    assertTrue(count > 3, "only " + count + " detections");
    assertTrue(theirs.length >= ours.length, "OpenCV has fewer detections");
    int[] byScore =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparing(i -> -ours[7 * i + 2]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < theirs.length; i++) {
      float expected = i < ours.length ? ours[7 * byScore[i / 7] + i % 7] : 0;
      assertEquals(expected, theirs[i], NEAR, "value " + i % 7 + " of detection " + i / 7);
    }
  }

  private void regions() {
    input("r", 3, 5);
    float[] regions = {0, 0, 0, 8, 9, 1, 2, 1, 9, 10, 1, 3, 3, 4, 4};
    System.arraycopy(regions, 0, inputs.get("r"), 0, regions.length);
  }

  private void input(String name, int... dims) {
    StringBuilder shape = new StringBuilder();
    int count = 1;
    for (int dim : dims) {
      shape.append(" dim: ").append(dim);
      count *= dim;
    }
    String layer =
        String.format(
            "layer { name: '%s' type: 'Input' top: '%s' input_param { shape {%s } } }%n",
            name, name, shape);
    text.append(layer);
    theirText.append(layer);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.4f;
    }
    inputs.put(name, values);
    shapes.add(name + "=" + shape.substring(" dim: ".length()).replace(" dim: ", ","));
  }

  private void layer(String name, String type, String bottoms, String parameter) {
    layer(text, name, type, bottoms, parameter);
    layer(theirText, name, type, bottoms, parameter);
  }

  private static void layer(
      StringBuilder text, String name, String type, String bottoms, String parameter) {
    text.append("layer { name: '").append(name).append("' type: '").append(type).append("'");
    for (String bottom : bottoms.split(" ")) {
      text.append(" bottom: '").append(bottom).append("'");
    }
    text.append(" top: '").append(name).append("' ").append(parameter).append(" }\n");
  }

  private void compare(String layer) throws IOException, InterruptedException {
    List<float[]> results = results(layer);
    float[] ours = results.get(0);
    float[] theirs = results.get(1);
    assertEquals(ours.length, theirs.length, "elements of " + layer);
    float largest = 0;
    for (int i = 0; i < ours.length; i++) {
      assertEquals(ours[i], theirs[i], NEAR * Math.max(1, Math.abs(ours[i])), layer + " " + i);
      largest = Math.max(largest, Math.abs(ours[i]));
    }
    assertTrue(largest > 0, layer + " is zero everywhere");
  }

  /** Returns what Decant computes, and what OpenCV does. */
  private List<float[]> results(String layer) throws IOException, InterruptedException {
    Path file = folder.resolve("net.prototxt");
    Files.writeString(file, text);
    float[] ours;
    try (Decant decant = Decant.open();
        Net net = decant.net(file).phase(Phase.TEST).backward(false).build()) {
      net.prepare();
      if (weights && !net.parameters().isEmpty()) {
        fill(net);
        net.save(folder.resolve("net.caffemodel"), false);
      }
      for (Map.Entry<String, float[]> input : inputs.entrySet()) {
        OpenCv.write(folder.resolve(input.getKey() + ".f32"), input.getValue());
        net.blob(input.getKey()).setData(input.getValue());
      }
      net.forward();
      ours = net.blob(layer).data();
    }
    Files.writeString(file, theirText);
    return List.of(ours, OpenCv.forward(folder, shapes, layer));
  }

  private void fill(Net net) {
    for (NetLayer layer : net.layers()) {
      for (NetParam param : layer.parameters()) {
        float[] values = new float[(int) param.shape().count()];
        for (int i = 0; i < values.length; i++) {
          values[i] = layer.type().equals("Normalize") ? 1 + i : random.nextFloat() - 0.5f;
        }
        net.blob(param).setData(values);
      }
    }
  }
}
