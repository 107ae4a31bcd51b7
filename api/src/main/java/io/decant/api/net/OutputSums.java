package io.decant.api.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Sums of a net's outputs over several passes. Not thread-safe.
 *
 * <p>An output whose size the forward pass decides counts with as many elements as it had at most;
 * those that a pass does not have add nothing.
 */
public final class OutputSums {
  private final List<NetOutput> outputs;
  private final List<double[]> sums = new ArrayList<>();

  /** Starts with nothing. */
  public OutputSums(Net net) {
    outputs = net.outputs();
    outputs.forEach(output -> sums.add(new double[0]));
  }

  /**
   * Adds what the last pass computed.
   *
   * @param values is given each value, in order
   */
  public void add(BiConsumer<NetOutput, Float> values) {
    for (int i = 0; i < sums.size(); i++) {
      float[] data = outputs.get(i).blob().data();
      if (data.length > sums.get(i).length) {
        sums.set(i, Arrays.copyOf(sums.get(i), data.length));
      }
      for (int j = 0; j < data.length; j++) {
        sums.get(i)[j] += data[j];
        values.accept(outputs.get(i), data[j]);
      }
    }
  }

  /** Hands over each output's sums, divided by the number of passes, in order. */
  public void means(int passes, BiConsumer<NetOutput, Double> means) {
    for (int i = 0; i < sums.size(); i++) {
      for (double sum : sums.get(i)) {
        means.accept(outputs.get(i), sum / passes);
      }
    }
  }
}
