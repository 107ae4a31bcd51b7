package io.decant.api.net;

import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.caffe.NetStateRule;
import io.decant.proto.text.Located;
import java.util.List;

/**
 * Decides which layers belong to a net in a given state. Thread-safe. Source: Caffe's
 * Net::FilterNet.
 */
public final class NetRules {
  private NetRules() {}

  /**
   * Returns the layers whose include and exclude rules the state meets, in order.
   *
   * @throws io.decant.proto.ProtoFormatException when a layer has rules of both kinds
   */
  public static List<Located<LayerParameter>> filter(
      List<Located<LayerParameter>> layers, NetState state) {
    return layers.stream().filter(layer -> included(layer, state)).toList();
  }

  private static boolean included(Located<LayerParameter> located, NetState state) {
    LayerParameter layer = located.message();
    if (layer.getIncludeCount() > 0 && layer.getExcludeCount() > 0) {
      throw located
          .source()
          .error(
              "layer '" + layer.getName() + "' has both include and exclude rules; keep one kind");
    }
    if (layer.getIncludeCount() == 0) {
      return layer.getExcludeList().stream().noneMatch(rule -> meets(rule, state));
    }
    return layer.getIncludeList().stream().anyMatch(rule -> meets(rule, state));
  }

  private static boolean meets(NetStateRule rule, NetState state) {
    return (!rule.hasPhase() || rule.getPhase() == state.getPhase())
        && (!rule.hasMinLevel() || state.getLevel() >= rule.getMinLevel())
        && (!rule.hasMaxLevel() || state.getLevel() <= rule.getMaxLevel())
        && state.getStageList().containsAll(rule.getStageList())
        && rule.getNotStageList().stream().noneMatch(state.getStageList()::contains);
  }
}
