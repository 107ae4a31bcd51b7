package io.decant.onnx.layers;

import io.decant.onnx.OnnxLayerGraph;
import io.decant.onnx.OnnxNode;
import io.decant.onnx.ValueShape;
import io.decant.proto.caffe.InnerProductParameter;
import java.util.ArrayList;
import java.util.List;

/** InnerProduct and Embed. */
final class Products {
  private Products() {}

  static void innerProduct(OnnxLayerGraph layer) {
    InnerProductParameter parameter = layer.fields().getInnerProductParam();
    int axis = layer.axis(parameter.getAxis());
    ValueShape bottom = layer.bottomShape(0);
    String rows = layer.bottom(0);
    if (bottom.rank() != 2 || axis != 1) {
      rows = layer.node("Flatten", rows).integer("axis", axis).result();
    }
    List<String> inputs = new ArrayList<>(List.of(rows, layer.parameter(0)));
    if (parameter.getBiasTerm()) {
      inputs.add(layer.parameter(1));
    }
    OnnxNode product =
        layer.node("Gemm", inputs).integer("transB", parameter.getTranspose() ? 0 : 1);
    if (axis == 1) {
      product.into(layer.top(0));
    } else {
      Reshapes.reshape(layer, product.result(), layer.topShape(0)).into(layer.top(0));
    }
  }

  static void embed(OnnxLayerGraph layer) {
    String index = Arithmetic.cast(layer, layer.bottom(0), Arithmetic.INT64).result();
    OnnxNode rows = layer.node("Gather", layer.parameter(0), index).integer("axis", 0);
    if (layer.fields().getEmbedParam().getBiasTerm()) {
      layer.node("Add", rows.result(), layer.parameter(1)).into(layer.top(0));
    } else {
      rows.into(layer.top(0));
    }
  }
}
