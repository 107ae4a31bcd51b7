package io.decant.proto.upgrade;

import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.V0LayerParameter;
import io.decant.proto.caffe.V1LayerParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** V0 nets padded images in layers of their own; later the layers behind them do it. */
final class PaddingLayers {
  private PaddingLayers() {}

  static Located<NetParameter> fold(Located<NetParameter> net) {
    NetParameter.Builder folded = net.message().toBuilder().clearLayers();
    List<Source> sources = new ArrayList<>();
    Map<String, V1LayerParameter> producers = new HashMap<>();
    for (int i = 0; i < net.message().getLayersCount(); i++) {
      V1LayerParameter layer = net.message().getLayers(i);
      Source source = net.source().child("layers", i);
      if (!isPadding(layer)) {
        folded.addLayers(withPadding(layer, producers, source));
        sources.add(source);
      }
      layer.getTopList().forEach(top -> producers.put(top, layer));
    }
    return new Located<>(folded.build(), net.source().withChildren("layers", sources));
  }

  private static boolean isPadding(V1LayerParameter layer) {
    return layer.getLayer().getType().equals("padding");
  }

  private static V1LayerParameter withPadding(
      V1LayerParameter layer, Map<String, V1LayerParameter> producers, Source source) {
    V1LayerParameter.Builder result = layer.toBuilder();
    for (int i = 0; i < layer.getBottomCount(); i++) {
      V1LayerParameter padding = producers.get(layer.getBottom(i));
      if (padding == null || !isPadding(padding)) {
        continue;
      }
      V0LayerParameter inner = layer.getLayer();
      if (!inner.getType().equals("conv") && !inner.getType().equals("pool")) {
        throw source.error("a padding layer may only feed conv and pool, not " + inner.getType());
      }
      if (layer.getBottomCount() != 1 || padding.getBottomCount() != 1) {
        throw source.error("a padding layer and the layer that it feeds must have one bottom each");
      }
      result.getLayerBuilder().setPad(padding.getLayer().getPad());
      result.setBottom(i, padding.getBottom(0));
    }
    return result.build();
  }
}
