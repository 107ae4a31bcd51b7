package io.decant.api.net;

import io.decant.api.layer.LabelRange;
import io.decant.api.layer.Reseedable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers of a net, connected and shaped.
 *
 * @param name the net's name
 * @param layers in order
 * @param params all parameter blobs, in the order of their layers
 * @param labels what consumers say about blobs of labels
 */
record NetGraph(
    String name,
    List<NetLayer> layers,
    List<NetParam> params,
    Map<BlobVersion, LabelRange> labels) {

  /** Returns the versions of every blob name, oldest first, names in the order of first use. */
  Map<String, List<BlobVersion>> versions() {
    Map<String, List<BlobVersion>> versions = new LinkedHashMap<>();
    for (NetLayer layer : layers) {
      for (BlobVersion top : layer.tops) {
        versions.computeIfAbsent(top.name, key -> new ArrayList<>()).add(top);
      }
    }
    return versions;
  }

  /** Returns the seed of a layer's own random numbers on the host. */
  static long layerSeed(long seed, String layer) {
    return seed * 0x9E3779B97F4A7C15L + layer.hashCode();
  }

  /** Gives every layer that draws random numbers on the host a seed made of another one. */
  void reseed(long seed) {
    for (NetLayer layer : layers) {
      if (layer.layer() instanceof Reseedable reseedable) {
        reseedable.reseed(layerSeed(seed, layer.name()));
      }
    }
  }

  /** Works out all shapes anew and forgets every tensor. */
  void reshape() {
    labels.clear();
    for (NetLayer layer : layers) {
      layer.forgetTensors();
      new LayerShapes(layer, labels).run();
    }
  }
}
