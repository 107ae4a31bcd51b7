package io.decant.api.net;

import io.decant.api.layer.ReshapableInput;
import io.decant.spi.op.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The blobs whose shapes and contents the user gives. */
final class NetInputs {
  private final NetGraph graph;
  private final NetPrograms programs;
  private final NetBlobs blobs;

  NetInputs(NetGraph graph, NetPrograms programs, NetBlobs blobs) {
    this.graph = graph;
    this.programs = programs;
    this.blobs = blobs;
  }

  /** Returns their names, in the order of the net. */
  List<String> names() {
    return graph.layers().stream()
        .filter(layer -> layer.layer() instanceof ReshapableInput)
        .flatMap(layer -> layer.topNames().stream())
        .toList();
  }

  /** Gives some of them other shapes; the net is as it was when a layer refuses. */
  void reshape(Map<String, Shape> shapes) {
    Map<InputTop, Shape> after = new LinkedHashMap<>();
    Map<InputTop, Shape> before = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> after.put(InputTop.of(graph, name), shape));
    after.keySet().forEach(input -> before.put(input, input.shape()));
    programs.reshaped();
    try {
      after.forEach(InputTop::reshape);
      graph.reshape();
    } catch (RuntimeException e) {
      before.forEach(InputTop::reshape);
      graph.reshape();
      throw e;
    }
  }

  /** Fills some of them, and gives them as many items as there are values for. */
  void set(Map<String, float[]> values) {
    Map<String, Shape> changed = new LinkedHashMap<>();
    values.forEach(
        (name, data) -> {
          Shape shape = InputTop.of(graph, name).shape();
          Shape needed = withItems(name, shape, data.length);
          if (!needed.equals(shape)) {
            changed.put(name, needed);
          }
        });
    if (!changed.isEmpty()) {
      reshape(changed);
    }
    values.forEach((name, data) -> blobs.get(name).setData(data));
  }

  private static Shape withItems(String name, Shape shape, int count) {
    if (count == shape.count()) {
      return shape;
    }
    long item = shape.rank() == 0 ? 0 : shape.with(0, 1).count();
    if (item == 0 || count == 0 || count % item != 0) {
      throw new IllegalArgumentException(
          count
              + " values were given for input '"
              + name
              + "' of shape "
              + shape
              + (item == 0 ? "" : "; a batch of any size has a multiple of " + item));
    }
    return shape.with(0, count / item);
  }
}
