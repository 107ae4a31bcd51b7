package io.decant.api.net;

import io.decant.api.layer.LabelRange;
import io.decant.api.layer.Reseedable;
import io.decant.api.layer.ReshapableInput;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

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

  /**
   * Returns the index of the first layer of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  int indexOf(String layer) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).name().equals(layer)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "net '"
            + name
            + "' has no layer '"
            + layer
            + "'; it has "
            + layers.stream().map(NetLayer::name).toList());
  }

  /** Returns whether some layer's backward pass contributes to the gradient of an owner. */
  boolean learns(NetParam owner) {
    return layers.stream().anyMatch(layer -> layer.learns(owner));
  }

  /** Returns the weight of a blob in the loss. */
  float lossWeight(String blob) {
    for (NetLayer layer : layers) {
      int top = layer.topNames().indexOf(blob);
      if (top >= 0) {
        return layer.lossWeight(top);
      }
    }
    return 0;
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

  /** Works out all shapes anew, with the bounds of extents that the forward pass decides. */
  void reshape() {
    reshape(List.of());
  }

  /**
   * Works out all shapes anew.
   *
   * @param decided the first of the extents that the forward pass decides; the others are at their
   *     bounds
   */
  void reshape(List<Long> decided) {
    List<DecidedExtent> extents = extents();
    for (int i = 0; i < extents.size(); i++) {
      extents
          .get(i)
          .assume(i < decided.size() ? OptionalLong.of(decided.get(i)) : OptionalLong.empty());
    }
    labels.clear();
    layers.forEach(layer -> new LayerShapes(layer, labels).run());
  }

  /** Returns the extents that the forward pass decides, in the order in which it does. */
  List<DecidedExtent> extents() {
    return layers.stream().map(layer -> layer.extent).filter(Objects::nonNull).toList();
  }

  /** Returns the shapes that the user gives. */
  List<Shape> inputShapes() {
    return layers.stream()
        .filter(layer -> layer.layer() instanceof ReshapableInput)
        .flatMap(layer -> layer.tops.stream().map(top -> top.shape))
        .toList();
  }
}
