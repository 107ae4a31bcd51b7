package io.decant.api.net;

import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.NetState;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import java.util.List;

/** Shows what becomes of a net's prototxt before layers are made. */
public final class NetText {
  private NetText() {}

  /** Returns the net with the layers that belong to a state. */
  public static NetParameter filtered(Located<NetParameter> net, NetState state) {
    return with(net, NetRules.filter(Prototxt.layers(net), state));
  }

  /** Returns the net with the layers that belong to a state and the Split layers between them. */
  public static NetParameter split(Located<NetParameter> net, NetState state) {
    return with(net, SplitInsertion.insert(NetRules.filter(Prototxt.layers(net), state)));
  }

  private static NetParameter with(
      Located<NetParameter> net, List<Located<LayerParameter>> layers) {
    NetParameter.Builder result = net.message().toBuilder().clearLayer();
    layers.forEach(layer -> result.addLayer(layer.message()));
    return result.build();
  }
}
