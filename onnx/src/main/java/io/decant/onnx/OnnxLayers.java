package io.decant.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The types of layers that can be written in ONNX. Immutable, thread-safe. */
public final class OnnxLayers {
  private final Map<String, OnnxLayer> types = new TreeMap<>();

  /**
   * Collects the types of some providers.
   *
   * @throws IllegalStateException when two of them have the same type
   */
  public OnnxLayers(Iterable<OnnxLayerProvider> providers) {
    for (OnnxLayerProvider provider : providers) {
      provider
          .layers()
          .forEach(
              (type, layer) -> {
                if (types.put(type, layer) != null) {
                  throw new IllegalStateException(
                      "two jars say how layer type '" + type + "' is written in ONNX; remove one");
                }
              });
    }
  }

  /** Collects the types of all providers that the class loader of this class finds. */
  public static OnnxLayers load() {
    return new OnnxLayers(
        ServiceLoader.load(OnnxLayerProvider.class, OnnxLayers.class.getClassLoader()));
  }

  /** Returns the names of all types, in alphabetical order. */
  public List<String> types() {
    return List.copyOf(types.keySet());
  }

  /** Returns how a type is written; empty when nobody says so. */
  public Optional<OnnxLayer> find(String type) {
    return Optional.ofNullable(types.get(type));
  }
}
