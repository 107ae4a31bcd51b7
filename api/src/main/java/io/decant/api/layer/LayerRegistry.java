package io.decant.api.layer;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.text.KnownForks;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The layer types there are. Immutable, thread-safe. */
public final class LayerRegistry {
  private record Entry(LayerFactory factory, LayerProvider provider) {}

  private final Map<String, Entry> types = new TreeMap<>();

  /**
   * Collects the types of some providers.
   *
   * @throws IllegalStateException when two of them have the same type
   */
  public LayerRegistry(Iterable<LayerProvider> providers) {
    for (LayerProvider provider : providers) {
      provider.layers().forEach((type, factory) -> add(type, factory, provider));
    }
  }

  /** Collects the types of all providers that the class loader of this class finds. */
  public static LayerRegistry load() {
    return new LayerRegistry(
        ServiceLoader.load(LayerProvider.class, LayerRegistry.class.getClassLoader()));
  }

  private void add(String type, LayerFactory factory, LayerProvider provider) {
    Entry other = types.put(type, new Entry(factory, provider));
    if (other != null) {
      throw new IllegalStateException(
          "layer type '"
              + type
              + "' is offered by both "
              + other.provider.getClass().getName()
              + " and "
              + provider.getClass().getName()
              + "; remove one of the jars");
    }
  }

  /** Returns the names of all types, in alphabetical order. */
  public List<String> types() {
    return List.copyOf(types.keySet());
  }

  /**
   * Makes a layer.
   *
   * @throws ProtoFormatException when the type is unknown, or its part of the prototxt is refused
   */
  public Layer create(LayerConfig config) {
    String type = config.parameter().getType();
    Entry entry = types.get(type);
    if (entry == null) {
      throw unknown(config, type);
    }
    if (!entry.provider.readsUnknownFields()) {
      config
          .source()
          .requireKnownFields(
              "; type '"
                  + type
                  + "' does not read it: take it out, or register a type of your own that"
                  + " does, by a LayerProvider");
    }
    return entry.factory.create(config);
  }

  private ProtoFormatException unknown(LayerConfig config, String type) {
    String start = "layer '" + config.name() + "' has the ";
    String end = "; or add a jar with a LayerProvider for it";
    if (KnownLayerTypes.CAFFE.contains(type)) {
      String problem = KnownLayerTypes.problem(config.parameter());
      return config.source().error("type", start + problem + end);
    }
    String hint =
        KnownForks.ofLayerType(type)
            .map(fork -> "it belongs to " + fork)
            .orElseGet(() -> "known types: " + String.join(", ", types()));
    return config.source().error("type", start + "unknown type '" + type + "'; " + hint + end);
  }
}
