package io.decant.api.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The names of the layers and tops of a net, those that were given and those that are made up: the
 * type and the first number that is free.
 */
final class SpecNames {
  private final Map<LayerSpec, String> layers = new LinkedHashMap<>();
  private final Map<LayerSpec, List<String>> tops = new LinkedHashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> given = new HashSet<>();

  /** Names the layers of a net, which are in order. */
  SpecNames(List<LayerSpec> net) {
    for (LayerSpec layer : net) {
      given.add(layer.givenName());
      given.addAll(layer.givenTops());
    }
    Map<String, Top> overwritten = new HashMap<>();
    for (LayerSpec layer : net) {
      name(layer);
      layer.bottoms().forEach(bottom -> check(layer, bottom, overwritten));
      if (layer.isInPlace()) {
        for (int i = 0; i < tops(layer).size(); i++) {
          overwritten.put(tops(layer).get(i), i == 0 ? layer : new FurtherTop(layer, i));
        }
      }
    }
  }

  String layer(LayerSpec layer) {
    return Objects.requireNonNull(layers.get(layer));
  }

  List<String> tops(LayerSpec layer) {
    return Objects.requireNonNull(tops.get(layer));
  }

  String top(Top top) {
    return tops(top.layer()).get(top.index());
  }

  private void name(LayerSpec layer) {
    List<String> names = new ArrayList<>();
    if (layer.isInPlace()) {
      layer.bottoms().forEach(bottom -> names.add(top(bottom)));
    } else {
      names.addAll(layer.givenTops());
    }
    String name = layer.givenName();
    if (names.isEmpty() && layer.hasTops()) {
      names.add(free(layer.type()));
      name = name.isEmpty() ? names.get(0) : name;
    }
    layers.put(layer, name.isEmpty() ? free(layer.type()) : name);
    tops.put(layer, List.copyOf(names));
  }

  private String free(String type) {
    String name;
    do {
      name = type + numbers.merge(type, 1, Integer::sum);
    } while (given.contains(name));
    return name;
  }

  private void check(LayerSpec reader, Top bottom, Map<String, Top> overwritten) {
    Top writer = overwritten.get(top(bottom));
    if (writer != null && !writer.equals(bottom)) {
      throw new IllegalStateException(
          "layer '"
              + layer(reader)
              + "' reads blob '"
              + top(bottom)
              + "' as it was before layer '"
              + layer(writer.layer())
              + "' overwrote it in place; read that layer instead, or call its inPlace(false)");
    }
  }
}
