package io.decant.onnx;

/** Writes the layers of one type as nodes of an ONNX graph. Thread-safe. */
@FunctionalInterface
public interface OnnxLayer {
  /**
   * Adds nodes that compute every top of the layer from its bottoms, as the layer's forward pass
   * does in phase TEST.
   *
   * @throws OnnxException when ONNX has nothing that computes it
   */
  void export(OnnxLayerGraph layer);
}
