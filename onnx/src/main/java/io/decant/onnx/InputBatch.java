package io.decant.onnx;

import io.decant.api.layer.ReshapableInput;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.spi.op.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The batch size of a net: the first extent of its first input, and of the inputs whose first
 * extent is the same.
 */
final class InputBatch {
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  InputBatch(Net net) {
    for (NetLayer layer : net.layers()) {
      if (layer.layer() instanceof ReshapableInput) {
        for (int i = 0; i < layer.topNames().size(); i++) {
          shapes.put(layer.topNames().get(i), layer.topShapes().get(i));
        }
      }
    }
    shapes.values().removeIf(shape -> shape.rank() == 0);
    if (shapes.isEmpty()) {
      throw new OnnxException(
          "the net has no input whose batch size could be changed: its data come from "
              + sources(net)
              + "; set batch_size there, or give a prototxt with an Input layer");
    }
    long size = size();
    shapes.values().removeIf(shape -> shape.dim(0) != size);
  }

  private static String sources(Net net) {
    return net.layers().stream()
        .filter(layer -> layer.bottomNames().isEmpty())
        .map(layer -> "layer '" + layer.name() + "' (" + layer.type() + ")")
        .findFirst()
        .orElse("no layer");
  }

  /** Returns the batch size. */
  long size() {
    return shapes.values().iterator().next().dim(0);
  }

  /** Returns the shapes of these inputs. */
  Map<String, Shape> shapes() {
    return shapes;
  }

  /** Returns their shapes for another batch size. */
  Map<String, Shape> shapes(long size) {
    Map<String, Shape> changed = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> changed.put(name, shape.with(0, size)));
    return changed;
  }
}
