package io.decant.api.layers.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Leaves out boxes that overlap with a better one.
 *
 * @param threshold largest overlap that is allowed
 * @param eta factor of the threshold after each box that stays, while it is above a half
 * @param topK how many of the best boxes are looked at; -1 for all
 */
record Suppression(float threshold, float eta, int topK) {
  private static final float HALF = 0.5f;

  /** Best first; of equal ones in the order in which they are. */
  static final Comparator<Detection> BEST_FIRST = Comparator.comparing(Detection::score).reversed();

  List<Detection> apply(List<Detection> found) {
    List<Detection> best = new ArrayList<>(found);
    best.sort(BEST_FIRST);
    if (topK > -1 && topK < best.size()) {
      best = best.subList(0, topK);
    }
    List<Detection> kept = new ArrayList<>();
    float allowed = threshold;
    for (Detection each : best) {
      float most = allowed;
      if (kept.stream().allMatch(other -> each.box().overlap(other.box()) <= most)) {
        kept.add(each);
        if (eta < 1 && allowed > HALF) {
          allowed *= eta;
        }
      }
    }
    return kept;
  }
}
