package io.decant.conformance.layers;

import static io.decant.conformance.layers.LayerCase.layer;

import io.decant.conformance.cases.Values;
import java.util.List;

/**
 * Layers over sequences: time is the first axis, the batch the second. Exposed states get and give
 * no gradient, as in Caffe.
 */
final class RecurrentCases {
  private RecurrentCases() {}

  static List<LayerCase> all() {
    return List.of(
        layer("LSTM", sequence(), starts(0, 0, 1, 0, 1, 1))
            .with("recurrent_param { num_output: 2 }"),
        layer("LSTM", LayerInput.of("x", 1, 1, 2), LayerInput.fixed("cont", Values.listed(0), 1, 1))
            .with("recurrent_param { num_output: 3 }"),
        layer("LSTM", sequence(), starts(0, 0, 1, 1), LayerInput.of("static", 2, 2))
            .with("recurrent_param { num_output: 2 }"),
        layer("LSTM", sequence(), starts(1, 1, 1, 0), state("h0"), state("c0"))
            .with("recurrent_param { num_output: 2 expose_hidden: true }")
            .into(1, "y", "h", "c"),
        layer("LSTMUnit", unit("c", 4), unit("x", 16), LayerInput.fixed("cont", ones(), 1, 3))
            .into("c1", "h1"),
        layer("LSTMUnit", unit("c", 1), unit("x", 4), LayerInput.fixed("cont", ones(), 1, 3))
            .into("c1", "h1"),
        layer("RNN", sequence(), starts(0, 0, 1, 0, 1, 1))
            .with("recurrent_param { num_output: 2 }"),
        layer("RNN", LayerInput.of("x", 1, 1, 2), LayerInput.fixed("cont", Values.listed(0), 1, 1))
            .with("recurrent_param { num_output: 3 }"),
        layer("RNN", sequence(), starts(0, 0, 1, 1), LayerInput.of("static", 2, 2))
            .with("recurrent_param { num_output: 2 }"),
        layer("RNN", sequence(), starts(1, 1, 1, 0), state("h0"))
            .with("recurrent_param { num_output: 2 expose_hidden: true }")
            .into(1, "y", "h"));
  }

  private static LayerInput sequence() {
    return LayerInput.of("x", 3, 2, 3);
  }

  private static LayerInput starts(float... numbers) {
    return LayerInput.fixed("cont", Values.listed(numbers), 3, 2);
  }

  private static LayerInput state(String name) {
    return LayerInput.fixed(name, Values.apart(-1, 1), 1, 2, 2);
  }

  private static LayerInput unit(String name, long size) {
    return LayerInput.of(name, 1, 3, size);
  }

  private static Values ones() {
    return Values.listed(1, 0, 1);
  }
}
