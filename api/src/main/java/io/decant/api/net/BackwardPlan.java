package io.decant.api.net;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which layers and bottoms take part in the backward pass: those between a loss and
 * something that learns. Source: Caffe's Net::Init.
 */
final class BackwardPlan {
  private BackwardPlan() {}

  static void apply(List<NetLayer> layers, boolean forceBackward) {
    Set<String> underLoss = new HashSet<>();
    Set<String> skipped = new HashSet<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      prune(layers.get(i), underLoss, skipped);
    }
    if (forceBackward) {
      layers.forEach(BackwardPlan::force);
    }
  }

  private static void prune(NetLayer layer, Set<String> underLoss, Set<String> skipped) {
    boolean contributes = false;
    boolean allSkipped = true;
    for (int i = 0; i < layer.tops.size(); i++) {
      String name = layer.tops.get(i).name;
      contributes |= layer.lossWeights[i] != 0 || underLoss.contains(name);
      allSkipped &= skipped.contains(name);
    }
    if (layer.needsBackward && allSkipped) {
      layer.needsBackward = false;
      Arrays.fill(layer.bottomNeedsBackward, false);
    }
    if (!contributes) {
      layer.needsBackward = false;
    }
    for (int i = 0; i < layer.bottoms.size(); i++) {
      String name = layer.bottoms.get(i).name;
      if (contributes) {
        underLoss.add(name);
      } else {
        layer.bottomNeedsBackward[i] = false;
      }
      if (!layer.bottomNeedsBackward[i]) {
        skipped.add(name);
      }
    }
  }

  private static void force(NetLayer layer) {
    layer.needsBackward = true;
    for (int i = 0; i < layer.bottoms.size(); i++) {
      layer.bottomNeedsBackward[i] |= layer.layer().allowsForceBackward(i);
      layer.bottoms.get(i).needsBackward |= layer.bottomNeedsBackward[i];
    }
    for (int i = 0; i < layer.params.size(); i++) {
      layer.paramNeedsGradient[i] = !layer.params.get(i).fixed();
    }
  }
}
