package io.decant.api.net;

import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.text.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Inserts a Split layer behind every top that more than one consumer reads; a loss weight is a
 * consumer too and moves to the first split top. Names are Caffe's: {@code
 * <blob>_<layer>_<top>_split[_<k>]}. Source: Caffe's InsertSplits.
 */
final class SplitInsertion {
  private record Top(int layer, int index) {}

  private final List<Located<LayerParameter>> layers;
  private final Map<Top, Integer> consumers = new HashMap<>();
  private final Map<Top, Integer> handedOut = new HashMap<>();
  private final List<List<Top>> sources = new ArrayList<>();

  private SplitInsertion(List<Located<LayerParameter>> layers) {
    this.layers = layers;
  }

  static List<Located<LayerParameter>> insert(List<Located<LayerParameter>> layers) {
    SplitInsertion insertion = new SplitInsertion(layers);
    insertion.count();
    return insertion.rewrite();
  }

  private void count() {
    Map<String, Top> last = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      LayerParameter layer = layers.get(i).message();
      List<Top> found = new ArrayList<>();
      for (int j = 0; j < layer.getBottomCount(); j++) {
        Top top = last.get(layer.getBottom(j));
        if (top == null) {
          throw UnknownBottom.error(layers.get(i), j);
        }
        found.add(top);
        consumers.merge(top, 1, Integer::sum);
      }
      sources.add(found);
      for (int j = 0; j < layer.getTopCount(); j++) {
        last.put(layer.getTop(j), new Top(i, j));
        if (weight(layer, j) != 0) {
          consumers.merge(new Top(i, j), 1, Integer::sum);
        }
      }
    }
  }

  private List<Located<LayerParameter>> rewrite() {
    List<Located<LayerParameter>> result = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      LayerParameter layer = layers.get(i).message();
      LayerParameter.Builder rewritten = layer.toBuilder();
      for (int j = 0; j < layer.getBottomCount(); j++) {
        Top top = sources.get(i).get(j);
        if (count(top) > 1) {
          int turn = handedOut.merge(top, 1, Integer::sum) - 1;
          rewritten.setBottom(j, splitName(layer.getBottom(j), top) + "_" + turn);
        }
      }
      List<Located<LayerParameter>> splits = new ArrayList<>();
      for (int j = 0; j < layer.getTopCount(); j++) {
        Top top = new Top(i, j);
        if (count(top) > 1) {
          float weight = weight(layer, j);
          if (weight != 0) {
            rewritten.clearLossWeight();
            handedOut.merge(top, 1, Integer::sum);
          }
          splits.add(split(layer.getTop(j), top, weight));
        }
      }
      result.add(new Located<>(rewritten.build(), layers.get(i).source()));
      result.addAll(splits);
    }
    return result;
  }

  private Located<LayerParameter> split(String blob, Top top, float weight) {
    String name = splitName(blob, top);
    LayerParameter.Builder split =
        LayerParameter.newBuilder().setName(name).setType("Split").addBottom(blob);
    for (int k = 0; k < count(top); k++) {
      split.addTop(name + "_" + k);
      if (weight != 0) {
        split.addLossWeight(k == 0 ? weight : 0);
      }
    }
    return Located.inCode(split.build(), name);
  }

  private String splitName(String blob, Top top) {
    String layer = layers.get(top.layer).message().getName();
    return blob + "_" + layer + "_" + top.index + "_split";
  }

  private int count(Top top) {
    Integer count = consumers.get(top);
    return count == null ? 0 : count;
  }

  private static float weight(LayerParameter layer, int top) {
    return top < layer.getLossWeightCount() ? layer.getLossWeight(top) : 0;
  }
}
