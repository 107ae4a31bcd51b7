/** Writes nets as ONNX models. */
module io.decant.onnx {
  requires transitive io.decant.api;
  requires static transitive org.jspecify;
  requires com.google.protobuf;

  exports io.decant.onnx;

  uses io.decant.onnx.OnnxLayerProvider;

  provides io.decant.onnx.OnnxLayerProvider with
      io.decant.onnx.layers.BuiltInOnnxLayers;
}
