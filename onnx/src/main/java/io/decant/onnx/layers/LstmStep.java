package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import java.util.List;

/**
 * What one step of long short-term memory leaves.
 *
 * @param cells c = cont * f * c before + i * g
 * @param hidden h = o * tanh(c)
 */
record LstmStep(String cells, String hidden) {
  /**
   * Adds the nodes of a step.
   *
   * @param before the cells before it (1, N, H); empty for zeros
   * @param inputs of the gates i, f, o, g (1, N, 4 H)
   * @param flags 0 where a sequence begins (1, N, 1)
   */
  static LstmStep of(OnnxLayerGraph layer, String before, String inputs, String flags) {
    long units = layer.topShape(0).dim(2);
    List<String> gates =
        layer
            .node("Split", inputs, layer.longs(units, units, units, units))
            .integer("axis", 2)
            .results(4);
    String in = layer.node("Sigmoid", gates.get(0)).result();
    String forget = layer.node("Sigmoid", gates.get(1)).result();
    String out = layer.node("Sigmoid", gates.get(2)).result();
    String cells = layer.node("Mul", in, layer.node("Tanh", gates.get(3)).result()).result();
    if (!before.isEmpty()) {
      String kept = layer.node("Mul", layer.node("Mul", flags, forget).result(), before).result();
      cells = layer.node("Add", kept, cells).result();
    }
    String hidden = layer.node("Mul", out, layer.node("Tanh", cells).result()).result();
    return new LstmStep(cells, hidden);
  }

  /** LSTMUnit. */
  static void unit(OnnxLayerGraph layer) {
    String flags = Reshapes.reshape(layer, layer.bottom(2), 1, -1, 1).result();
    LstmStep step = of(layer, layer.bottom(0), layer.bottom(1), flags);
    layer.node("Identity", step.cells()).into(layer.top(0));
    layer.node("Identity", step.hidden()).into(layer.top(1));
  }
}
