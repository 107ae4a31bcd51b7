package io.decant.cli.draw;

import io.decant.proto.caffe.LayerParameter;

/** A net in the language of Graphviz. */
final class DotText {
  private DotText() {}

  static String of(NetGraphic net, String direction) {
    StringBuilder text = new StringBuilder();
    text.append("digraph ").append(quoted(net.name())).append(" {\n");
    text.append("  rankdir=").append(direction).append(";\n");
    text.append("  node [shape=box, style=\"filled,rounded\", fontname=\"sans-serif\"];\n");
    for (int i = 0; i < net.layers().size(); i++) {
      LayerParameter layer = net.layers().get(i);
      text.append("  layer").append(i);
      text.append(" [label=").append(quoted(String.join("\n", LayerLabel.lines(layer))));
      text.append(", fillcolor=").append(quoted(LayerLabel.colour(layer))).append("];\n");
    }
    for (NetGraphic.Edge edge : net.edges()) {
      text.append("  layer").append(edge.from()).append(" -> layer").append(edge.to());
      text.append(" [label=").append(quoted(edge.blob())).append("];\n");
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
