package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.proto.caffe.ROIPoolingParameter;
import java.util.List;

/** ROIPooling and PriorBox. */
final class Regions {
  private Regions() {}

  static void pooling(OnnxLayerGraph layer) {
    ROIPoolingParameter parameter = layer.fields().getRoiPoolingParam();
    layer
        .node("MaxRoiPool", layer.bottom(0), layer.bottom(1))
        .integers(
            "pooled_shape", List.of((long) parameter.getPooledH(), (long) parameter.getPooledW()))
        .number("spatial_scale", parameter.getSpatialScale())
        .into(layer.top(0));
  }

  /** Boxes follow from shapes alone: they are numbers of the model. */
  static void priorBox(OnnxLayerGraph layer) {
    layer
        .node("Identity", layer.floats(layer.topShape(0).shape(), layer.computed(0)))
        .into(layer.top(0));
  }
}
