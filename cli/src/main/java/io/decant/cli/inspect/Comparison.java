package io.decant.cli.inspect;

import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.net.NetOutput;
import java.util.Random;

/** Compares what two nets of the same inputs and outputs compute. */
final class Comparison {
  private static final long SEED = 1;

  /** About the range of pixels from which a mean was subtracted. */
  private static final float SPREAD = 60;

  private Comparison() {}

  /**
   * Returns the largest difference between outputs, relative to the largest value of the output.
   * Inputs are random; other sources give both nets the same.
   */
  static double of(Net first, Net second) {
    for (NetLayer layer : first.layers()) {
      if (layer.type().equals("Input")) {
        layer.topNames().forEach(top -> fill(first, second, top));
      }
    }
    first.forward();
    second.forward();
    double worst = 0;
    for (NetOutput output : first.outputs()) {
      float[] expected = output.blob().data();
      float[] found = second.blob(output.name()).data();
      worst = Math.max(worst, difference(expected, found));
    }
    return worst;
  }

  private static void fill(Net first, Net second, String blob) {
    Random random = new Random(SEED);
    float[] values = new float[Math.toIntExact(first.blob(blob).count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (SPREAD * random.nextGaussian());
    }
    first.blob(blob).setData(values);
    second.blob(blob).setData(values);
  }

  private static double difference(float[] expected, float[] found) {
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) expected[i] - found[i]);
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
      largest = Math.max(largest, Math.abs((double) expected[i]));
    }
    return worst == 0 ? 0 : worst / largest;
  }
}
