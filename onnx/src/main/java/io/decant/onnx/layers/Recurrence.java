package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.ValueShape;
import io.decant.proto.caffe.RecurrentParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * RNN and LSTM, unrolled: the flags that let a sequence begin at any step have no place in ONNX's
 * own operators. Without exposed states, the first step begins with zeros. Values of a step have
 * shapes (1, N, ...).
 */
final class Recurrence {
  private final OnnxLayerGraph layer;
  private final boolean exposed;
  private final boolean hasStatic;
  private final int states;
  private final List<String> inputs;
  private final List<String> flags;

  private Recurrence(OnnxLayerGraph layer, int states) {
    this.layer = layer;
    this.states = states;
    RecurrentParameter parameter = layer.fields().getRecurrentParam();
    exposed = parameter.getExposeHidden();
    hasStatic = layer.bottoms() > 2 + (exposed ? states : 0);
    ValueShape x = layer.bottomShape(0);
    if (x.varies(0) || x.varies(1)) {
      throw layer.error(
          "it is unrolled for the steps and sequences that its bottom has; export with fixed ones");
    }
    flags = perStep(Reshapes.reshape(layer, layer.bottom(1), steps(), x.dim(1), 1).result());
    inputs = perStep(inputs());
  }

  private int steps() {
    return (int) layer.bottomShape(0).dim(0);
  }

  /** W_x x + b, and W_s x_static where there is such a bottom, at all steps: (T, N, inputs). */
  private String inputs() {
    String rows = layer.node("Flatten", layer.bottom(0)).integer("axis", 2).result();
    String product =
        layer
            .node("Gemm", rows, layer.parameter(0), layer.parameter(1))
            .integer("transB", 1)
            .result();
    String all =
        Reshapes.reshape(layer, product, steps(), layer.bottomShape(0).dim(1), -1).result();
    if (!hasStatic) {
      return all;
    }
    String shared = layer.node("Flatten", layer.bottom(2)).integer("axis", 1).result();
    String more = layer.node("Gemm", shared, layer.parameter(2)).integer("transB", 1).result();
    return layer.node("Add", all, more).result();
  }

  /** Cuts (T, N, ...) into its steps. */
  private List<String> perStep(String all) {
    if (steps() == 1) {
      return List.of(all);
    }
    long[] ones = new long[steps()];
    Arrays.fill(ones, 1);
    return layer.node("Split", all, layer.longs(ones)).integer("axis", 0).results(steps());
  }

  /** Returns a state before the first step; empty for zeros. */
  private String first(int state) {
    return exposed ? layer.bottom((hasStatic ? 3 : 2) + state) : "";
  }

  private String transposed(int parameter) {
    return layer
        .node("Transpose", layer.parameter(parameter))
        .integers("perm", List.of(1L, 0L))
        .result();
  }

  /** Returns the inputs of a step with those from the hidden units of the one before. */
  private String inputs(int step, String hidden, String weights) {
    if (hidden.isEmpty()) {
      return inputs.get(step);
    }
    String continued = layer.node("Mul", hidden, flags.get(step)).result();
    String product = layer.node("MatMul", continued, weights).result();
    return layer.node("Add", inputs.get(step), product).result();
  }

  private void finish(List<String> outputs, String... last) {
    layer.node("Concat", outputs).integer("axis", 0).into(layer.top(0));
    for (int state = 0; exposed && state < states; state++) {
      layer.node("Identity", last[state]).into(layer.top(1 + state));
    }
  }

  static void lstm(OnnxLayerGraph layer) {
    new Recurrence(layer, 2).lstm();
  }

  private void lstm() {
    String weights = transposed(hasStatic ? 3 : 2);
    List<String> outputs = new ArrayList<>();
    String hidden = first(0);
    String cells = first(1);
    for (int step = 0; step < steps(); step++) {
      LstmStep next = LstmStep.of(layer, cells, inputs(step, hidden, weights), flags.get(step));
      cells = next.cells();
      hidden = next.hidden();
      outputs.add(hidden);
    }
    finish(outputs, hidden, cells);
  }

  static void rnn(OnnxLayerGraph layer) {
    new Recurrence(layer, 1).rnn();
  }

  private void rnn() {
    int recurrent = hasStatic ? 3 : 2;
    String weights = transposed(recurrent);
    String outputWeights = transposed(recurrent + 1);
    List<String> outputs = new ArrayList<>();
    String hidden = first(0);
    for (int step = 0; step < steps(); step++) {
      hidden = layer.node("Tanh", inputs(step, hidden, weights)).result();
      String product = layer.node("MatMul", hidden, outputWeights).result();
      String sum = layer.node("Add", product, layer.parameter(recurrent + 2)).result();
      outputs.add(layer.node("Tanh", sum).result());
    }
    finish(outputs, hidden);
  }
}
