package io.decant.api.net;

import io.decant.api.layer.Layer;
import io.decant.api.layer.LayerConfig;
import io.decant.proto.caffe.LayerParameter;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer at its place in a net. */
public final class NetLayer {
  private final LayerConfig config;
  private final Layer layer;
  private final String label;
  final int index;
  final List<BlobVersion> bottoms = new ArrayList<>();
  final List<BlobVersion> tops = new ArrayList<>();
  final List<NetParam> params = new ArrayList<>();
  boolean[] bottomNeedsBackward = {};
  boolean[] paramNeedsGradient = {};
  float[] lossWeights = {};
  boolean needsBackward;
  @Nullable DecidedExtent extent;

  NetLayer(LayerConfig config, Layer layer, String label, int index) {
    this.config = config;
    this.layer = layer;
    this.label = label;
    this.index = index;
  }

  /** Returns its name. */
  public String name() {
    return config.name();
  }

  /**
   * Returns a name that no other layer of the net has, even where prototxts repeat or leave out
   * names.
   */
  public String label() {
    return label;
  }

  /** Returns its type. */
  public String type() {
    return config.parameter().getType();
  }

  /** Returns its part of the prototxt, bottoms renamed where splits were inserted. */
  public LayerParameter parameter() {
    return config.parameter();
  }

  /** Returns the layer. */
  public Layer layer() {
    return layer;
  }

  /** Returns the names of its bottoms. */
  public List<String> bottomNames() {
    return bottoms.stream().map(blob -> blob.name).toList();
  }

  /** Returns the names of its tops. */
  public List<String> topNames() {
    return tops.stream().map(blob -> blob.name).toList();
  }

  /** Returns the shapes of its bottoms. */
  public List<Shape> bottomShapes() {
    return bottoms.stream().map(blob -> blob.shape).toList();
  }

  /** Returns the shapes that it gives its tops; a later layer may change a blob of the name. */
  public List<Shape> topShapes() {
    return tops.stream().map(blob -> blob.shape).toList();
  }

  /** Returns its parameter blobs. */
  public List<NetParam> parameters() {
    return List.copyOf(params);
  }

  /**
   * Returns one of its parameter blobs.
   *
   * @throws IllegalArgumentException when it has fewer
   */
  public NetParam parameter(int place) {
    if (place < 0 || place >= params.size()) {
      throw new IllegalArgumentException(
          "parameter "
              + place
              + " was asked of layer '"
              + name()
              + "' of type "
              + type()
              + ", which has "
              + params.size()
              + ", counted from 0");
    }
    return params.get(place);
  }

  /** Returns whether it takes part in the backward pass. */
  public boolean needsBackward() {
    return needsBackward;
  }

  /** Returns the weight of a top in the net's loss. */
  public float lossWeight(int top) {
    return lossWeights[top];
  }

  /** Returns whether its backward pass contributes to the gradient of the owner of a parameter. */
  boolean learns(NetParam owner) {
    for (int i = 0; needsBackward && i < params.size(); i++) {
      if (paramNeedsGradient[i] && params.get(i).owner() == owner) {
        return true;
      }
    }
    return false;
  }

  LayerConfig config() {
    return config;
  }

  /** Returns whether a top overwrites a bottom by name. */
  boolean inPlace(int top, int bottom) {
    return tops.get(top).name.equals(bottoms.get(bottom).name);
  }

  @Override
  public String toString() {
    return name() + " (" + type() + ")";
  }
}
