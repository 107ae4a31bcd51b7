package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.OnnxNode;
import io.decant.proto.caffe.PoolingParameter;
import io.decant.proto.caffe.SPPParameter;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;

/** Pooling and SPP. */
final class Poolings {
  private Poolings() {}

  static void pooling(OnnxLayerGraph layer) {
    PoolingParameter parameter = layer.fields().getPoolingParam();
    Window window = layer.windows().get(0);
    if (layer.tops() > 1) {
      withPlaces(layer, window);
      return;
    }
    begin(layer, parameter.getPool().name(), window).into(layer.top(0));
  }

  private static OnnxNode begin(OnnxLayerGraph layer, String method, Window window) {
    String x = layer.bottom(0);
    return switch (method) {
      case "MAX" -> Windows.largest(layer, x, window);
      case "AVE" -> Windows.average(layer, x, window);
      default -> weightedByItself(layer, x, window);
    };
  }

  /** What STOCHASTIC is in phase TEST: sum of x^2 divided by sum of x, 0 where both are. */
  private static OnnxNode weightedByItself(OnnxLayerGraph layer, String x, Window window) {
    String squares = layer.node("Mul", x, x).result();
    String above = Windows.average(layer, squares, window).result();
    String below = Windows.average(layer, x, window).result();
    return layer.node("Div", above, Arithmetic.affine(layer, below, 1, Float.MIN_NORMAL));
  }

  /** ONNX counts places through all planes, Caffe within each. */
  private static void withPlaces(OnnxLayerGraph layer, Window window) {
    List<String> found = Windows.largestWithPlace(layer, layer.bottom(0), window).results(2);
    String within = layer.node("Mod", found.get(1), layer.longs(window.inputCount())).result();
    layer.node("Identity", found.get(0)).into(layer.top(0));
    Arithmetic.cast(layer, within, Arithmetic.FLOAT).into(layer.top(1));
  }

  static void pyramid(OnnxLayerGraph layer) {
    SPPParameter parameter = layer.fields().getSppParam();
    List<Window> levels = layer.windows();
    String method = parameter.getPool().name();
    if (levels.size() == 1) {
      begin(layer, method, levels.get(0)).into(layer.top(0));
      return;
    }
    List<String> parts = new ArrayList<>();
    for (Window level : levels) {
      String pooled = begin(layer, method, level).result();
      parts.add(layer.node("Flatten", pooled).integer("axis", 1).result());
    }
    layer.node("Concat", parts).integer("axis", 1).into(layer.top(0));
  }
}
