package io.decant.conformance.layers;

import io.decant.spi.op.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the prototxt of a case: Input layers, the layer, and for each top that has a gradient a
 * loss that weights every element with a number of its own, so that no error cancels out.
 */
final class LayerText {
  private final LayerCase subject;
  private final StringBuilder text = new StringBuilder();

  private LayerText(LayerCase subject) {
    this.subject = subject;
  }

  /** Returns the net without losses. */
  static String plain(LayerCase subject) {
    LayerText writer = new LayerText(subject);
    writer.text.append("force_backward: ").append(subject.forced()).append('\n');
    for (LayerInput input : subject.inputs()) {
      writer.source(subject.learns(input) ? "Parameter" : "Input", input.name(), input.dims());
    }
    writer.layer();
    return writer.text.toString();
  }

  /**
   * Returns the net with losses.
   *
   * @param shapes the shapes of the tops
   */
  static String withLosses(LayerCase subject, Map<String, Shape> shapes) {
    LayerText writer = new LayerText(subject);
    writer.text.append(plain(subject));
    for (int i = 0; i < subject.weighted() && !subject.loss(); i++) {
      String top = subject.tops().get(i);
      Shape shape = shapes.getOrDefault(top, Shape.of());
      writer.source("Input", weights(top), Arrays.stream(shape.toArray()).boxed().toList());
      writer.loss(top);
    }
    return writer.text.toString();
  }

  /** Returns the name of the blob of weights of a top. */
  static String weights(String top) {
    return "weights_" + top;
  }

  private void source(String type, String name, List<Long> dims) {
    String message = type.toLowerCase(Locale.ROOT) + "_param";
    open(name, type).append(" top: '").append(name).append("' ").append(message);
    text.append(" { shape {");
    dims.forEach(dim -> text.append(" dim: ").append(dim));
    text.append(" } } }\n");
  }

  private void layer() {
    open("layer", subject.type());
    for (LayerInput input : subject.inputs()) {
      text.append(" bottom: '").append(input.name()).append('\'');
    }
    for (String top : subject.tops()) {
      text.append(" top: '").append(top).append('\'');
    }
    if (subject.backward()) {
      for (LayerInput input : subject.inputs()) {
        text.append(" propagate_down: ").append(input.differentiable());
      }
    }
    text.append(' ').append(subject.fields()).append(" }\n");
  }

  private void loss(String top) {
    open("loss_of_" + top, "Eltwise")
        .append(" bottom: '")
        .append(top)
        .append("' bottom: '")
        .append(weights(top))
        .append("' top: 'loss_of_")
        .append(top)
        .append("' loss_weight: 1 propagate_down: true propagate_down: false")
        .append(" eltwise_param { operation: PROD } }\n");
  }

  private StringBuilder open(String name, String type) {
    return text.append("layer { name: '")
        .append(name)
        .append("' type: '")
        .append(type)
        .append('\'');
  }
}
