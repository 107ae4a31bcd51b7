package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.OnnxNode;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Maxima and averages of windows with the number of windows and the divisors of Caffe. Padding at
 * the end is written out, so that no runtime has to round.
 */
final class Windows {
  private Windows() {}

  /** Begins a node that takes the largest element of each window. */
  static OnnxNode largest(OnnxLayerGraph layer, String x, Window window) {
    if (isWhole(window)) {
      return layer.node("GlobalMaxPool", x);
    }
    if (!endsOutside(window)) {
      return windowed(layer, "MaxPool", x, window);
    }
    List<Long> pads = new ArrayList<>(List.of(0L, 0L));
    pads.addAll(window.padBegin());
    pads.addAll(List.of(0L, 0L));
    pads.addAll(endPads(window));
    String padded =
        layer.node("Pad", x, layer.longs(pads), layer.number(-Float.MAX_VALUE)).result();
    return layer
        .node("MaxPool", padded)
        .integers("kernel_shape", window.kernel())
        .integers("strides", window.stride());
  }

  /** Begins a node that takes the largest element of each window and, second, where it is. */
  static OnnxNode largestWithPlace(OnnxLayerGraph layer, String x, Window window) {
    refuseOutside(layer, window);
    return windowed(layer, "MaxPool", x, window);
  }

  /** Begins a node that averages each window; padding as far as that in front goes counts. */
  static OnnxNode average(OnnxLayerGraph layer, String x, Window window) {
    refuseOutside(layer, window);
    if (isWhole(window)) {
      return layer.node("GlobalAveragePool", x);
    }
    Divisors rows = Divisors.of(window, 0);
    Divisors columns = Divisors.of(window, 1);
    OnnxNode pooled = windowed(layer, "AveragePool", x, window);
    if (rows.countImage() && columns.countImage()) {
      return pooled;
    }
    if (rows.countAll() && columns.countAll() && isEven(window)) {
      return pooled.integer("count_include_pad", 1);
    }
    String shares =
        layer.floats(
            Shape.of(1, 1, window.output(0), window.output(1)), Divisors.shares(rows, columns));
    return layer.node("Mul", pooled.result(), shares);
  }

  /** Returns whether padding is the same on both sides; with other padding, runtimes miscount. */
  private static boolean isEven(Window window) {
    return window.padBegin().equals(window.padEnd());
  }

  private static boolean isWhole(Window window) {
    return window.kernel().equals(window.input()) && window.outputCount() == 1 && !isPadded(window);
  }

  private static boolean isPadded(Window window) {
    return window.padBegin().stream().anyMatch(pad -> pad > 0)
        || window.padEnd().stream().anyMatch(pad -> pad > 0);
  }

  /** Returns whether rounding up added a window behind the padded image. */
  private static boolean endsOutside(Window window) {
    for (int axis = 0; axis < window.rank(); axis++) {
      long start = (window.output(axis) - 1) * window.stride().get(axis);
      if (start >= window.padBegin().get(axis) + window.input().get(axis)) {
        return true;
      }
    }
    return false;
  }

  private static void refuseOutside(OnnxLayerGraph layer, Window window) {
    if (endsOutside(window)) {
      throw layer.error("its last window lies outside the image; set round_mode: FLOOR");
    }
  }

  private static List<Long> endPads(Window window) {
    return window.padEnd().stream().map(pad -> Math.max(0, pad)).toList();
  }

  private static OnnxNode windowed(OnnxLayerGraph layer, String operator, String x, Window window) {
    List<Long> pads = new ArrayList<>(window.padBegin());
    pads.addAll(endPads(window));
    return layer
        .node(operator, x)
        .integers("kernel_shape", window.kernel())
        .integers("strides", window.stride())
        .integers("pads", pads);
  }
}
