package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.OnnxNode;
import io.decant.proto.caffe.ArgMaxParameter;
import io.decant.proto.caffe.ReductionParameter;
import java.util.List;
import java.util.stream.LongStream;

/** Softmax, Reduction and ArgMax. */
final class Reductions {
  /** From this version on, all reductions take their axes as an input. */
  private static final int AXES_AS_INPUT = 18;

  private Reductions() {}

  /** Returns the axes from one on, up to another. */
  static List<Long> axes(int begin, int end) {
    return LongStream.range(begin, end).boxed().toList();
  }

  /** Begins a reduction over some axes, of which there must be one at least. */
  static OnnxNode reduce(
      OnnxLayerGraph layer, String operator, String x, List<Long> axes, boolean keepAxes) {
    boolean asInput = operator.equals("ReduceSum") || layer.opset() >= AXES_AS_INPUT;
    OnnxNode node =
        asInput
            ? layer.node(operator, x, layer.longs(axes))
            : layer.node(operator, x).integers("axes", axes);
    return node.integer("keepdims", keepAxes ? 1 : 0);
  }

  static void softmax(OnnxLayerGraph layer) {
    layer
        .node("Softmax", layer.bottom(0))
        .integer("axis", layer.axis(layer.fields().getSoftmaxParam().getAxis()))
        .into(layer.top(0));
  }

  static void reduction(OnnxLayerGraph layer) {
    ReductionParameter parameter = layer.fields().getReductionParam();
    String operator =
        switch (parameter.getOperation()) {
          case SUM -> "ReduceSum";
          case ASUM -> "ReduceL1";
          case SUMSQ -> "ReduceSumSquare";
          case MEAN -> "ReduceMean";
        };
    List<Long> axes = axes(layer.axis(parameter.getAxis()), layer.bottomShape(0).rank());
    OnnxNode reduced = reduce(layer, operator, layer.bottom(0), axes, false);
    if (parameter.getCoeff() == 1) {
      reduced.into(layer.top(0));
    } else {
      layer.node("Mul", reduced.result(), layer.number(parameter.getCoeff())).into(layer.top(0));
    }
  }

  static void argMax(OnnxLayerGraph layer) {
    ArgMaxParameter parameter = layer.fields().getArgmaxParam();
    if (parameter.hasAxis()) {
      Largest largest = Largest.of(layer, layer.bottom(0), layer.axis(parameter.getAxis()));
      String found = parameter.getOutMaxVal() ? largest.values() : largest.places();
      layer.node("Identity", found).into(layer.top(0));
      return;
    }
    String flat = layer.node("Flatten", layer.bottom(0)).integer("axis", 1).result();
    Largest largest = Largest.of(layer, flat, 1);
    String found =
        parameter.getOutMaxVal()
            ? layer.node("Concat", largest.places(), largest.values()).integer("axis", 1).result()
            : largest.places();
    Reshapes.reshape(layer, found, layer.topShape(0)).into(layer.top(0));
  }

  /** The largest elements along an axis, as many as the layer asks for, and their places. */
  private record Largest(String values, String places) {
    static Largest of(OnnxLayerGraph layer, String x, int axis) {
      long count = layer.fields().getArgmaxParam().getTopK();
      String places;
      String values;
      if (count == 1) {
        // of equal elements Caffe takes the last
        places =
            layer.node("ArgMax", x).integer("axis", axis).integer("select_last_index", 1).result();
        values = reduce(layer, "ReduceMax", x, List.of((long) axis), true).result();
      } else {
        List<String> both =
            layer.node("TopK", x, layer.longs(count)).integer("axis", axis).results(2);
        values = both.get(0);
        places = both.get(1);
      }
      return new Largest(values, Arithmetic.cast(layer, places, Arithmetic.FLOAT).result());
    }
  }
}
