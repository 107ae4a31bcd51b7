package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.ValueShape;
import io.decant.proto.caffe.InterpParameter;
import io.decant.spi.op.Shape;

/** Interp, Upsample and MaxUnpool. */
final class Sampling {
  /** From this version on, scattered elements can be added. */
  private static final int ADDS = 16;

  private Sampling() {}

  static void interp(OnnxLayerGraph layer) {
    InterpParameter parameter = layer.fields().getInterpParam();
    ValueShape bottom = layer.bottomShape(0);
    ValueShape top = layer.topShape(0);
    String x = layer.bottom(0);
    long begin = -parameter.getPadBeg();
    long end = -parameter.getPadEnd();
    if (begin > 0 || end > 0) {
      x =
          layer
              .node(
                  "Slice",
                  x,
                  layer.longs(begin, begin),
                  layer.longs(bottom.dim(2) - end, bottom.dim(3) - end),
                  layer.longs(2, 3))
              .result();
    }
    String extents =
        Reshapes.extents(layer, layer.bottom(0), bottom, top.dim(1), top.dim(2), top.dim(3));
    layer
        .node("Resize", x, "", "", extents)
        .text("mode", "linear")
        .text("coordinate_transformation_mode", "align_corners")
        .into(layer.top(0));
  }

  static void upsample(OnnxLayerGraph layer) {
    if (layer.bottoms() == 2) {
      unpool(layer);
      return;
    }
    ValueShape bottom = layer.bottomShape(0);
    float vertical = (float) layer.topShape(0).dim(2) / bottom.dim(2);
    float horizontal = (float) layer.topShape(0).dim(3) / bottom.dim(3);
    layer
        .node("Resize", layer.bottom(0), "", layer.floats(Shape.of(4), 1, 1, vertical, horizontal))
        .text("mode", "nearest")
        .text("coordinate_transformation_mode", "asymmetric")
        .text("nearest_mode", "floor")
        .into(layer.top(0));
  }

  /** Puts elements at places of their planes; elements of one place are added. */
  static void unpool(OnnxLayerGraph layer) {
    if (layer.opset() < ADDS) {
      throw layer.error("adding elements at places needs opset " + ADDS);
    }
    ValueShape bottom = layer.bottomShape(0);
    ValueShape top = layer.topShape(0);
    long channels = bottom.dim(1);
    long places = top.dim(2) * top.dim(3);
    String extents = Reshapes.extents(layer, layer.bottom(0), bottom, channels, places);
    String zeros = layer.node("Expand", layer.number(0), extents).result();
    String values = planes(layer, layer.bottom(0), bottom);
    String index =
        Arithmetic.cast(layer, planes(layer, layer.bottom(1), bottom), Arithmetic.INT64).result();
    String filled =
        layer
            .node("ScatterElements", zeros, index, values)
            .integer("axis", 2)
            .text("reduction", "add")
            .result();
    Reshapes.reshape(layer, filled, top).into(layer.top(0));
  }

  private static String planes(OnnxLayerGraph layer, String x, ValueShape shape) {
    return Reshapes.reshape(layer, x, 0, shape.dim(1), shape.dim(2) * shape.dim(3)).result();
  }
}
