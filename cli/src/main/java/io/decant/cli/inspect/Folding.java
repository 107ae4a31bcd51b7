package io.decant.cli.inspect;

import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.net.NetParam;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A net of phase TEST whose BatchNorm and Scale layers are part of the convolutions and inner
 * products before them, where nothing else reads what lies between. Others stay.
 */
final class Folding {
  private static final Set<String> TARGETS = Set.of("Convolution", "InnerProduct");

  private final Net net;
  private final NetParameter message;
  private final List<LayerParameter> layers = new ArrayList<>();
  private final Map<String, ChannelMap> maps = new HashMap<>();
  private final List<String> removed = new ArrayList<>();

  /**
   * Folds.
   *
   * @param net of phase TEST, with its weights
   * @param message what it was made from
   */
  Folding(Net net, NetParameter message) {
    this.net = net;
    this.message = message;
    collect(message.getLayerList());
    for (int i = 0; i < layers.size(); i++) {
      if (TARGETS.contains(layers.get(i).getType()) && hasOwnWeights(layers.get(i))) {
        while (foldNext(i)) {}
      }
    }
  }

  /** Finds the net's layers in the prototxt, where splits did not rename their bottoms. */
  private void collect(List<LayerParameter> all) {
    int at = 0;
    for (LayerParameter layer : all) {
      while (at < net.layers().size() && net.layers().get(at).type().equals("Split")) {
        at++;
      }
      if (at < net.layers().size() && same(net.layers().get(at).parameter(), layer)) {
        layers.add(layer);
        at++;
      }
    }
  }

  private static boolean same(LayerParameter left, LayerParameter right) {
    return left.toBuilder()
        .clearBottom()
        .clearLossWeight()
        .build()
        .equals(right.toBuilder().clearBottom().clearLossWeight().build());
  }

  private boolean hasOwnWeights(LayerParameter layer) {
    NetLayer found = layer(layer.getName());
    boolean usual =
        layer.getConvolutionParam().getAxis() == 1
            && layer.getInnerProductParam().getAxis() == 1
            && !layer.getInnerProductParam().getTranspose();
    return usual
        && layer.getParamList().stream().allMatch(param -> param.getName().isEmpty())
        && found.topNames().size() == 1
        && channels(found) == found.parameters().get(0).shape().dim(0);
  }

  /** Puts the only reader of a layer's top into the layer, if it is one that can be. */
  private boolean foldNext(int target) {
    LayerParameter layer = layers.get(target);
    String top = layer.getTop(0);
    List<Integer> readers = new ArrayList<>();
    for (int i = target + 1; i < layers.size(); i++) {
      if (layers.get(i).getBottomList().contains(top)) {
        readers.add(i);
      }
      if (layers.get(i).getTopList().contains(top)) {
        break;
      }
    }
    if (readers.size() != 1) {
      return false;
    }
    LayerParameter reader = layers.get(readers.get(0));
    ChannelMap map = map(reader, channels(layer(layer.getName())));
    if (map == null) {
      return false;
    }
    maps.merge(layer.getName(), map, ChannelMap::then);
    layers.set(target, layer.toBuilder().setTop(0, reader.getTop(0)).build());
    layers.remove((int) readers.get(0));
    removed.add(reader.getName());
    return true;
  }

  private @Nullable ChannelMap map(LayerParameter reader, long channels) {
    if (reader.getBottomCount() != 1 || reader.getTopCount() != 1) {
      return null;
    }
    List<float[]> blobs =
        layer(reader.getName()).parameters().stream().map(net::blob).map(b -> b.data()).toList();
    return switch (reader.getType()) {
      case "BatchNorm" ->
          reader.getBatchNormParam().hasUseGlobalStats()
                  && !reader.getBatchNormParam().getUseGlobalStats()
              ? null
              : ofBatchNorm(blobs, reader.getBatchNormParam().getEps());
      case "Scale" ->
          reader.getScaleParam().getAxis() == 1 && blobs.get(0).length == channels
              ? ChannelMap.ofScale(blobs)
              : null;
      default -> null;
    };
  }

  /** With scale_bias, factors and offsets follow behind the averages. */
  private static ChannelMap ofBatchNorm(List<float[]> blobs, float epsilon) {
    ChannelMap map = ChannelMap.ofBatchNorm(blobs, epsilon);
    return blobs.size() > 3 ? map.then(ChannelMap.ofScale(blobs.subList(3, 5))) : map;
  }

  private NetLayer layer(String name) {
    return net.layers().stream()
        .filter(layer -> layer.name().equals(name) && !layer.type().equals("Split"))
        .findFirst()
        .orElseThrow();
  }

  private static long channels(NetLayer layer) {
    return layer.type().equals("Convolution")
        ? Integer.toUnsignedLong(layer.parameter().getConvolutionParam().getNumOutput())
        : Integer.toUnsignedLong(layer.parameter().getInnerProductParam().getNumOutput());
  }

  /** Returns the names of the layers that are gone. */
  List<String> removed() {
    return List.copyOf(removed);
  }

  /** Returns the folded net. */
  NetParameter net() {
    NetParameter.Builder result = message.toBuilder().clearLayer();
    for (LayerParameter layer : layers) {
      LayerParameter.Builder changed = layer.toBuilder();
      if (maps.containsKey(layer.getName())) {
        if (layer.getType().equals("Convolution")) {
          changed.getConvolutionParamBuilder().setBiasTerm(true);
        } else {
          changed.getInnerProductParamBuilder().setBiasTerm(true);
        }
      }
      result.addLayer(changed);
    }
    return result.build();
  }

  /** Returns the weights of the folded net. */
  List<LayerWeights> weights() {
    List<LayerWeights> all = new ArrayList<>();
    for (LayerParameter layer : layers) {
      List<NetParam> params = layer(layer.getName()).parameters();
      if (params.isEmpty()) {
        continue;
      }
      ChannelMap map = maps.get(layer.getName());
      List<BlobData> blobs = params.stream().map(this::stored).toList();
      all.add(new LayerWeights(layer.getName(), map == null ? blobs : map.apply(blobs)));
    }
    return all;
  }

  private BlobData stored(NetParam param) {
    return new BlobData(param.shape().toArray(), net.blob(param).data());
  }
}
