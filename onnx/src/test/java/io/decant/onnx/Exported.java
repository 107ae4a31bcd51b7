package io.decant.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.blob.Blob;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.net.NetParam;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Compares what a net computes with what ONNX Runtime computes from the model made of it. */
final class Exported {
  /** The largest difference, relative to the largest element of an output. */
  static final double TOLERANCE = 2e-5;

  private static final long SEED = 7;

  private Exported() {}

  /** Gives all parameters numbers with which activations neither vanish nor grow. */
  static void fillParameters(Net net) {
    net.prepare();
    Random random = new Random(SEED);
    for (NetLayer layer : net.layers()) {
      for (NetParam param : layer.parameters()) {
        if (param.owner() == param) {
          net.blob(param).setData(numbers(layer, param, random));
        }
      }
    }
  }

  private static float[] numbers(NetLayer layer, NetParam param, Random random) {
    float[] values = new float[Math.toIntExact(param.shape().count())];
    boolean positive =
        (layer.type().equals("BatchNorm") && param.index() == 1)
            || (layer.type().equals("BN") && param.index() == 3);
    float centre = layer.type().equals("Scale") && param.index() == 0 ? 1 : 0;
    float spread =
        param.shape().rank() > 1
            ? (float) Math.sqrt(2.0 * param.shape().dim(0) / param.shape().count())
            : 0.2f;
    for (int i = 0; i < values.length; i++) {
      float number = random.nextFloat() * 2 - 1;
      values[i] = positive ? 2 + number : centre + spread * number;
    }
    if (layer.type().equals("BatchNorm") && param.index() == 2) {
      values[0] = 1.5f;
    }
    return values;
  }

  /**
   * Fills the inputs: with whole numbers below the number behind the name, as in "index3", with 0
   * and 1 in "flags", with corners of regions in "rois", else around 0.
   */
  static void fillInputs(Net net) {
    Random random = new Random(SEED);
    for (NetLayer layer : net.layers()) {
      if (layer.type().equals("Input")) {
        layer.topNames().forEach(name -> net.blob(name).setData(input(name, net, random)));
      }
    }
  }

  private static float[] input(String name, Net net, Random random) {
    float[] values = new float[Math.toIntExact(net.blob(name).count())];
    for (int i = 0; i < values.length; i++) {
      if (name.startsWith("index")) {
        values[i] = random.nextInt(Integer.parseInt(name.substring("index".length())));
      } else if (name.startsWith("flags")) {
        values[i] = random.nextInt(4) == 0 ? 0 : 1;
      } else if (name.equals("rois")) {
        float[] region = {random.nextInt(2), 1, 2, 3 + random.nextInt(30), 4 + random.nextInt(20)};
        values[i] = region[i % region.length];
      } else {
        values[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }

  /** Runs the net and the model on what the net's inputs hold, and compares all outputs. */
  static void compare(Net net, OnnxModel model, Path file) throws Exception {
    Map<String, OnnxRun.Value> inputs = new HashMap<>();
    net.forward();
    for (OnnxValue input : model.inputs()) {
      Blob blob = net.blob(input.name());
      inputs.put(input.name(), new OnnxRun.Value(blob.shape(), FloatBuffer.wrap(blob.data())));
    }
    Map<String, OnnxRun.Value> found = OnnxRun.of(file, inputs);
    assertEquals(model.outputs().size(), found.size());
    for (OnnxValue output : model.outputs()) {
      Blob expected = net.blob(output.name());
      OnnxRun.Value value = found.get(output.name());
      assertEquals(expected.shape(), value.shape(), output.name());
      check("opset " + model.opset() + ", " + output.name(), expected.data(), value.data());
    }
  }

  private static void check(String name, float[] expected, FloatBuffer found) {
    double worst = 0;
    double largest = 0;
    int at = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) expected[i] - found.get(i));
      if (difference > worst) {
        worst = difference;
        at = i;
      }
      largest = Math.max(largest, Math.abs((double) expected[i]));
      assertTrue(Float.isFinite(found.get(i)) && Float.isFinite(expected[i]), name + "[" + i + "]");
    }
    assertTrue(largest > 0, name + " is 0 everywhere, which proves nothing");
    assertTrue(
        worst <= TOLERANCE * largest,
        name
            + " differs by "
            + worst
            + " at "
            + at
            + ": "
            + expected[at]
            + " became "
            + found.get(at)
            + ", its largest element is "
            + largest);
  }
}
