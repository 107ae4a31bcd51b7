package io.decant.api.image;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A class that an image may belong to.
 *
 * @param index its place among the net's outputs
 * @param label its name
 * @param score what the net says
 */
public record Prediction(int index, String label, float score) {
  /**
   * Returns the classes with the highest scores, the highest first.
   *
   * @param labels a name for each score; empty to name classes by their index
   * @param most how many are wanted
   * @throws IllegalArgumentException when there is another number of labels
   */
  public static List<Prediction> best(float[] scores, List<String> labels, int most) {
    requireLabels(labels, scores.length);
    return IntStream.range(0, scores.length)
        .mapToObj(
            i ->
                new Prediction(
                    i, labels.isEmpty() ? Integer.toString(i) : labels.get(i), scores[i]))
        .sorted(Comparator.comparingDouble(Prediction::score).reversed())
        .limit(most)
        .toList();
  }

  static void requireLabels(List<String> labels, long classes) {
    if (!labels.isEmpty() && labels.size() != classes) {
      throw new IllegalArgumentException(
          labels.size() + " labels were given for " + classes + " classes; each needs one");
    }
  }
}
