package io.decant.api.layer;

/** Makes a layer of one type. Thread-safe. */
@FunctionalInterface
public interface LayerFactory {
  /**
   * Makes a layer from its part of the prototxt.
   *
   * @throws io.decant.proto.ProtoFormatException when a field has a value that the layer refuses
   */
  Layer create(LayerConfig config);
}
