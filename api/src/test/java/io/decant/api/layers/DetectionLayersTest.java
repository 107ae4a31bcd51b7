package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.net.Net;
import io.decant.proto.caffe.Phase;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that detect objects against their definitions, in double precision. */
class DetectionLayersTest extends LayerTest {
  private static final float NEAR = 1e-5f;

  private Net net(String text) {
    return nets.builder(text).phase(Phase.TEST).backward(false).build();
  }

  private static float[] count(int count) {
    SplittableRandom random = new SplittableRandom(9);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }

  /** Returns a net of a layer of two images and one region. */
  private Net regions(int channels, String layer) {
    return net(
        input("x", "2, " + channels + ", 6, 5")
            + input("r", "1, 5")
            + "layer { name: 'l' bottom: 'x' bottom: 'r' top: 'y' "
            + layer
            + " }");
  }

  /** Regions whose corners, halved and rounded, are rows 1 to 4, columns 0 to 2 of image 1. */
  private static final float[] REGION = {1, 0.4f, 2.2f, 4.6f, 7.4f};

  @Test
  void roiPooling() {
    String layer =
        "type: 'ROIPooling' roi_pooling_param { pooled_h: 3 pooled_w: 2 spatial_scale: 0.5 }";
    try (Net net = regions(2, layer)) {
      float[] x = count(120);
      net.blob("x").setData(x);
      net.blob("r").setData(REGION);
      net.forward();
      int at = 0;
      for (int c = 0; c < 2; c++) {
        for (int ph = 0; ph < 3; ph++) {
          for (int pw = 0; pw < 2; pw++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int row = 1; row <= 4; row++) {
              for (int column = 0; column <= 2; column++) {
                boolean inside = row + 1 > 1 + ph * 4 / 3.0 && row < 1 + (ph + 1) * 4 / 3.0;
                if (inside && column + 1 > pw * 1.5 && column < (pw + 1) * 1.5) {
                  largest = Math.max(largest, x[60 + c * 30 + row * 5 + column]);
                }
              }
            }
            assertEquals(largest, net.blob("y").data()[at++], 0);
          }
        }
      }
      assertEquals("1x2x3x2", net.blob("y").shape().toString());
    }
  }

  @Test
  void psroiPooling() {
    String layer =
        "type: 'PSROIPooling'"
            + " psroi_pooling_param { output_dim: 2 group_size: 2 spatial_scale: 0.5 }";
    try (Net net = regions(8, layer)) {
      float[] x = count(480);
      net.blob("x").setData(x);
      net.blob("r").setData(REGION);
      net.forward();
      assertEquals("1x2x2x2", net.blob("y").shape().toString());
      for (int at = 0; at < 8; at++) {
        double top = 1 + at / 2 % 2 * 1.5;
        double left = at % 2 * 1.5;
        double sum = 0;
        int places = 0;
        for (int place = 0; place < 30; place++) {
          int row = place / 5;
          int column = place % 5;
          boolean inside = row + 1 > top && row < top + 1.5;
          if (inside && column + 1 > left && column < left + 1.5) {
            sum += x[240 + at * 30 + place];
            places++;
          }
        }
        assertEquals(sum / places, net.blob("y").data()[at], NEAR);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {2, -1, Float.NaN})
  void regionsOfNoImageEndTheRun(float image) {
    String layer = "type: 'ROIPooling' roi_pooling_param { pooled_h: 1 pooled_w: 1 }";
    try (Net net = regions(1, layer)) {
      net.blob("r").setData(image, 0, 0, 1, 1);
      RuntimeException error = assertThrows(RuntimeException.class, net::forward);
      assertTrue(String.valueOf(error.getMessage()).contains("the batch has images 0 to 1"));
    }
  }

  @Test
  void priorBoxes() {
    String text =
        input("x", "1, 1, 1, 2")
            + input("image", "1, 3, 50, 100")
            + "layer { name: 'l' type: 'PriorBox' bottom: 'x' bottom: 'image' top: 'y'"
            + " prior_box_param { min_size: 16.7 max_size: 36 aspect_ratio: 4 aspect_ratio: 1"
            + " variance: 0.1 variance: 0.2 variance: 0.3 variance: 0.4 } }";
    try (Net net = net(text)) {
      net.forward();
      assertEquals("1x2x32", net.blob("y").shape().toString());
      float[] y = net.blob("y").data();
      double[][] extents = {{16, 16}, {24, 24}, {32, 8}, {8, 32}};
      for (int i = 0; i < 8; i++) {
        double centre = i < 4 ? 25 : 75;
        double[] extent = extents[i % 4];
        assertEquals((centre - extent[0] / 2) / 100, y[i * 4], NEAR);
        assertEquals((25 - extent[1] / 2) / 50, y[i * 4 + 1], NEAR);
        assertEquals((centre + extent[0] / 2) / 100, y[i * 4 + 2], NEAR);
        assertEquals((25 + extent[1] / 2) / 50, y[i * 4 + 3], NEAR);
        for (int k = 0; k < 4; k++) {
          assertEquals((k + 1) * 0.1, y[32 + i * 4 + k], NEAR);
        }
      }
    }
  }

  /** Each size at each offset, sizes outside, as OpenCV orders them. */
  @Test
  void priorBoxesOfGivenSizesAndOffsets() {
    String text =
        input("x", "1, 1, 1, 2")
            + input("image", "1, 3, 50, 100")
            + "layer { name: 'l' type: 'PriorBox' bottom: 'x' bottom: 'image' top: 'y'"
            + " prior_box_param { width: 16.5 height: 8 width: 4 height: 30"
            + " offset_h: 0.5 offset_w: 0.5 offset_h: 1 offset_w: 0.25 } }";
    try (Net net = net(text)) {
      net.forward();
      assertEquals("1x2x32", net.blob("y").shape().toString());
      float[] y = net.blob("y").data();
      double[][] extents = {{16.5, 8}, {4, 30}};
      for (int i = 0; i < 8; i++) {
        double x = i < 4 ? 25 : 75;
        x -= i % 2 == 0 ? 0 : 12.5;
        double down = (i % 2 == 0 ? 0.5 : 1) * 50;
        double[] extent = extents[i / 2 % 2];
        assertEquals((x - extent[0] / 2) / 100, y[i * 4], NEAR);
        assertEquals((down - extent[1] / 2) / 50, y[i * 4 + 1], NEAR);
        assertEquals((x + extent[0] / 2) / 100, y[i * 4 + 2], NEAR);
        assertEquals((down + extent[1] / 2) / 50, y[i * 4 + 3], NEAR);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "width: 3 | width and height must be given equally often",
        "width: 3 height: 0 | width and height must be given equally often and be above 0",
        "width: 3 height: 3 min_size: 2 | give either width and height, or min_size",
        "min_size: 2 offset_h: 1 | offset_h and offset_w must be given equally often",
        "min_size: 2 offset: 1 offset_h: 1 offset_w: 1 | give either offset, or offset_h"
      })
  void priorBoxesThatContradictThemselves(String text) {
    String[] parts = text.split(" \\| ");
    String layer =
        "layer { name: 'l' type: 'PriorBox' bottom: 'x' bottom: 'x' top: 'y' prior_box_param { "
            + parts[0]
            + " } }";
    String problem = TestNets.problem(() -> net(input("x", "1, 1, 1, 2") + layer));
    assertTrue(problem.contains(parts[1]), problem);
  }

  private static final String DETECTOR =
      input("loc", "2, 12")
          + input("conf", "2, 6")
          + input("prior", "1, 2, 12")
          + "layer { name: 'l' type: 'DetectionOutput' bottom: 'loc' bottom: 'conf'"
          + " bottom: 'prior' top: 'y' detection_output_param { num_classes: 2"
          + " confidence_threshold: 0.25 code_type: CENTER_SIZE nms_param {"
          + " nms_threshold: 0.5 } keep_top_k: 2 } }";

  private static void priors(Net net) {
    net.blob("prior")
        .setData(
            new float[] {
              0, 0, 0.4f, 0.4f, 0, 0, 0.4f, 0.5f, 0.5f, 0.5f, 0.9f, 0.7f, //
              0.1f, 0.1f, 0.2f, 0.2f, 0.1f, 0.1f, 0.2f, 0.2f, 0.1f, 0.1f, 0.2f, 0.2f
            });
  }

  /** The first two boxes overlap by 0.8, so that the better of both stays. */
  @Test
  void detectionsAreDecodedAndSuppressed() {
    try (Net net = net(DETECTOR)) {
      priors(net);
      float[] loc = new float[24];
      loc[8] = 1;
      loc[9] = -2;
      loc[10] = (float) (5 * Math.log(2));
      loc[11] = 0;
      net.blob("loc").setData(loc);
      net.blob("conf")
          .setData(0.1f, 0.9f, 0.2f, 0.8f, 0.6f, 0.4f, 0.3f, 0.7f, 0.2f, 0.75f, 0.9f, 0.1f);
      net.forward();
      assertEquals("1x1x3x7", net.blob("y").shape().toString());
      float[] expected = {
        0, 1, 0.9f, 0, 0, 0.4f, 0.4f, // the best
        0, 1, 0.4f, 0.34f, 0.46f, 1.14f, 0.66f, // moved by (0.04, -0.04), twice as wide
        1, 1, 0.75f, 0, 0, 0.4f, 0.5f
      };
      assertArrayEquals(expected, net.blob("y").data(), NEAR);
    }
  }

  /** The box that reaches over the right edge ends there. */
  @Test
  void clippedDetectionsEndAtTheEdges() {
    try (Net net = net(DETECTOR.replace("num_classes: 2", "num_classes: 2 clip: true"))) {
      priors(net);
      float[] loc = new float[24];
      loc[8] = 1;
      loc[10] = (float) (5 * Math.log(2));
      net.blob("loc").setData(loc);
      net.blob("conf").setData(0, 0, 0, 0, 0.6f, 0.4f, 0, 0, 0, 0, 0, 0);
      net.forward();
      assertEquals("1x1x1x7", net.blob("y").shape().toString());
      assertArrayEquals(new float[] {0, 1, 0.4f, 0.34f, 0.5f, 1, 0.7f}, net.blob("y").data(), NEAR);
    }
  }

  @Test
  void imagesWithoutDetectionsSaySo() {
    try (Net net = net(DETECTOR)) {
      priors(net);
      net.forward();
      assertEquals("1x1x2x7", net.blob("y").shape().toString());
      assertArrayEquals(
          new float[] {0, -1, -1, -1, -1, -1, -1, 1, -1, -1, -1, -1, -1, -1}, net.blob("y").data());
    }
  }
}
