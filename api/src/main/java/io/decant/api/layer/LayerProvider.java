package io.decant.api.layer;

import java.util.Map;

/**
 * Adds layer types; found by {@link java.util.ServiceLoader}. A provider from outside may replace
 * no type that another one has.
 */
public interface LayerProvider {
  /** Returns the factories by layer type, as prototxts spell it. */
  Map<String, LayerFactory> layers();

  /**
   * Returns whether the layers of this provider read prototxt fields that Caffe's schema does not
   * have, by {@link LayerConfig#extra}. Otherwise such a field is an error.
   */
  default boolean readsUnknownFields() {
    return false;
  }
}
