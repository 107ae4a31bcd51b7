package io.decant.cli.draw;

import io.decant.proto.caffe.LayerParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is drawn of a net: its layers, and which blob goes from which to which. A blob that several
 * layers write, in place or in several phases, comes from the last one before its reader, and from
 * those beside it that read nothing of it.
 *
 * @param name the net's name
 * @param layers the layers, in order
 * @param edges the blobs between them
 */
record NetGraphic(String name, List<LayerParameter> layers, List<Edge> edges) {
  /**
   * A blob between two layers.
   *
   * @param from index of the layer that writes it
   * @param to index of the layer that reads it, above {@code from}
   * @param blob its name
   */
  record Edge(int from, int to, String blob) {}

  /** Copies the lists. */
  NetGraphic {
    layers = List.copyOf(layers);
    edges = List.copyOf(edges);
  }

  static NetGraphic of(String name, List<LayerParameter> layers) {
    List<Edge> edges = new ArrayList<>();
    Map<String, List<Integer>> writers = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      LayerParameter layer = layers.get(i);
      for (String bottom : layer.getBottomList()) {
        for (int writer : writers.getOrDefault(bottom, List.of())) {
          edges.add(new Edge(writer, i, bottom));
        }
      }
      for (String top : layer.getTopList()) {
        boolean beside = layer.getBottomCount() == 0;
        List<Integer> all = writers.computeIfAbsent(top, blob -> new ArrayList<>());
        if (!beside) {
          all.clear();
        }
        all.add(i);
      }
    }
    return new NetGraphic(name, layers, edges);
  }
}
