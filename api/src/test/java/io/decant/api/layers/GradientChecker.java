package io.decant.api.layers;

import static io.decant.api.layers.TestNets.input;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.api.blob.Blob;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Compares gradients with central differences, element by element, as Caffe's checker does: steps
 * of 0.01; deviations relative to the larger of both numbers, at least 1; contents from seed 1701.
 * The objective is a fixed random weighting of a top.
 */
final class GradientChecker {
  static final float STEP = 1e-2f;
  static final int SEED = 1701;

  private GradientChecker() {}

  /** Returns inputs x0, x1, ... of shapes that slashes part, and a layer over them with top y. */
  static String layer(String bottoms, String type, @Nullable String fields) {
    StringBuilder text = new StringBuilder();
    StringBuilder names = new StringBuilder();
    String[] shapes = bottoms.split("/");
    for (int i = 0; i < shapes.length; i++) {
      text.append(input("x" + i, shapes[i]));
      names.append("bottom: 'x").append(i).append("' ");
    }
    return text
        + ("layer { name: 'l' type: '" + type + "' " + names)
        + ("top: 'y' " + (fields == null ? "" : fields) + " }\n");
  }

  /** Checks the gradients of all inputs but some, and of all parameters that are learned. */
  static void check(TestNets nets, String text, Set<String> without, double threshold) {
    String shape;
    List<String> inputs = new ArrayList<>();
    try (Net probe = nets.train(text)) {
      shape = probe.blob("y").shape().toString().replace("scalar", "").replace('x', ',');
      for (String name : probe.blobNames()) {
        if (name.matches("x\\d+")) {
          inputs.add(name);
        }
      }
    }
    try (Net net = nets.train(text + weighting("w", shape))) {
      SplittableRandom random = new SplittableRandom(SEED);
      randomise(net.blob("w"), random);
      inputs.forEach(name -> randomise(net.blob(name), random));
      check(net, inputs, without, threshold);
    }
  }

  private static String weighting(String name, String shape) {
    return input(name, shape)
        + "layer { name: 'p' type: 'Eltwise' bottom: 'y' bottom: '"
        + name
        + "' top: 'p' loss_weight: 1 eltwise_param { operation: PROD } }";
  }

  /** Checks the gradients of inputs and parameters of a net with contents and a loss. */
  static void check(Net net, List<String> inputs, Set<String> without, double threshold) {
    for (NetParam param : net.parameters()) {
      if (param.rateMultiplier() != 0) {
        check(net, net.blob(param), threshold);
      }
    }
    for (String name : inputs) {
      if (!without.contains(name)) {
        check(net, net.blob(name), threshold);
      }
    }
  }

  /** Sets values at least three steps away from 0 and from each other: no kink is crossed. */
  static void randomise(Blob blob, SplittableRandom random) {
    int count = Math.toIntExact(blob.count());
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(-1 + (i + 0.5f + 0.1f * random.nextFloat()) * 2 / count);
    }
    Collections.shuffle(values, new Random(random.nextLong()));
    float[] array = new float[count];
    for (int i = 0; i < count; i++) {
      float value = values.get(i);
      array[i] = Math.abs(value) < 3 * STEP ? value + 6 * STEP : value;
    }
    blob.setData(array);
  }

  /** Checks the gradient of the net's loss by one blob. */
  static void check(Net net, Blob blob, double threshold) {
    net.clearParameterGradients();
    net.forwardBackward();
    float[] gradient = blob.diff();
    float[] data = blob.data();
    assertEquals(data.length, gradient.length);
    for (int i = 0; i < data.length; i++) {
      float old = data[i];
      data[i] = old + STEP;
      blob.setData(data);
      double above = net.forward();
      data[i] = old - STEP;
      blob.setData(data);
      double below = net.forward();
      data[i] = old;
      blob.setData(data);
      double expected = (above - below) / (2 * STEP);
      double scale = Math.max(1, Math.max(Math.abs(expected), Math.abs(gradient[i])));
      int index = i;
      assertEquals(
          expected,
          gradient[i],
          threshold * scale,
          () -> "element " + index + " of blob " + blob.name());
    }
  }
}
