package io.decant.onnx;

import java.util.Map;

/**
 * Says how types of layers are written in ONNX; found by {@link java.util.ServiceLoader}. A
 * provider from outside may replace no type that another one has.
 */
public interface OnnxLayerProvider {
  /** Returns the writers by layer type, as prototxts spell it. */
  Map<String, OnnxLayer> layers();
}
