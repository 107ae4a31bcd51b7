package io.decant.cli.inspect;

import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.api.net.NetParam;
import io.decant.spi.op.Shape;
import java.util.List;

/**
 * What a layer of a net comes to.
 *
 * @param name its name
 * @param type its type
 * @param tops the shapes of its tops
 * @param parameters the number of its parameters that it does not share with a layer before it
 * @param multiplyAdds multiplications with an addition of its forward pass, for the whole batch: of
 *     matrix products and convolutions, by their definition
 * @param activations the number of elements of its tops that no layer before it has written
 */
record LayerFacts(
    String name,
    String type,
    List<Shape> tops,
    long parameters,
    long multiplyAdds,
    long activations) {
  /** Copies the list. */
  LayerFacts {
    tops = List.copyOf(tops);
  }

  /** Returns the facts on the layers of a net, without the splits that were inserted. */
  static List<LayerFacts> of(Net net) {
    return net.layers().stream()
        .filter(layer -> !isInserted(layer))
        .map(layer -> of(net, layer))
        .toList();
  }

  private static LayerFacts of(Net net, NetLayer layer) {
    List<String> bottoms = layer.bottomNames();
    long activations =
        layer.topNames().stream()
            .filter(top -> !bottoms.contains(top))
            .mapToLong(top -> net.blob(top).count())
            .sum();
    long parameters =
        layer.parameters().stream()
            .filter(param -> param.owner() == param)
            .mapToLong(param -> param.shape().count())
            .sum();
    List<Shape> tops = layer.topNames().stream().map(top -> net.blob(top).shape()).toList();
    return new LayerFacts(
        layer.name(), layer.type(), tops, parameters, multiplyAdds(net, layer, tops), activations);
  }

  /** Each element of a top is a sum over as many products as there are weights for its channel. */
  private static long multiplyAdds(Net net, NetLayer layer, List<Shape> tops) {
    List<NetParam> params = layer.parameters();
    if (params.isEmpty()) {
      return 0;
    }
    Shape weights = params.get(0).shape();
    return switch (layer.type()) {
      case "Convolution" -> elements(tops) * weights.countFrom(1);
      case "InnerProduct" ->
          elements(tops)
              * weights.count()
              / layer.parameter().getInnerProductParam().getNumOutput();
      case "Deconvolution" ->
          layer.bottomNames().stream().mapToLong(bottom -> net.blob(bottom).count()).sum()
              * weights.countFrom(1);
      case "LSTM", "RNN" ->
          tops.get(0).count(0, 2)
              * params.stream()
                  .filter(param -> param.shape().rank() > 1)
                  .mapToLong(param -> param.shape().count())
                  .sum();
      default -> 0;
    };
  }

  private static long elements(List<Shape> shapes) {
    return shapes.stream().mapToLong(Shape::count).sum();
  }

  private static boolean isInserted(NetLayer layer) {
    return layer.type().equals("Split") && layer.name().endsWith("_split");
  }
}
