package io.decant.conformance.layers;

import io.decant.api.layer.LayerRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The cases of every layer type. Those of types that the registry lacks rest. */
public final class LayerCases {
  private static final Map<String, String> WITHOUT_CASES =
      Map.of(
          "Data", "a source that reads databases: the cases of the real Caffe have them",
          "HDF5Data", "a source that reads files: the cases of the real Caffe have them",
          "HDF5Output", "writes files: the cases of the real Caffe have them",
          "ImageData", "a source that reads images; its values are decided on the host",
          "MemoryData", "a source that the program feeds",
          "WindowData", "a source that reads images; its values are decided on the host",
          "Python", "runs what the user writes");

  private LayerCases() {}

  /** What a layer is for, as Caffe groups them. */
  public enum Group {
    /** Functions of single elements. */
    ACTIVATION,
    /** Products with parameters, normalisations, softmax. */
    COMMON,
    /** Layers that detect objects. */
    DETECTION,
    /** Losses, accuracy. */
    LOSS,
    /** Layers over sequences. */
    RECURRENT,
    /** Layers that move elements. */
    UTILITY,
    /** Layers over images. */
    VISION;

    /** Returns the cases of the group, whether or not the registry has their types. */
    public List<LayerCase> cases() {
      return switch (this) {
        case ACTIVATION -> ActivationCases.all();
        case COMMON -> CommonCases.all();
        case DETECTION -> DetectionCases.all();
        case LOSS -> LossCases.all();
        case RECURRENT -> RecurrentCases.all();
        case UTILITY -> UtilityCases.all();
        case VISION -> VisionCases.all();
      };
    }
  }

  /** Returns the cases of all groups, whether or not the registry has their types. */
  public static List<LayerCase> all() {
    List<LayerCase> cases = new ArrayList<>();
    for (Group group : Group.values()) {
      cases.addAll(group.cases());
    }
    return cases;
  }

  /** Returns the types that need no case, each with the reason. */
  public static Map<String, String> withoutCases() {
    return WITHOUT_CASES;
  }

  /**
   * Returns the types of a registry that have neither a case nor a reason to have none.
   *
   * @param more further cases, for types that do not come with the project
   */
  public static Set<String> missing(LayerRegistry registry, List<LayerCase> more) {
    Set<String> types = new TreeSet<>(registry.types());
    types.removeAll(all().stream().map(LayerCase::type).collect(Collectors.toSet()));
    types.removeAll(more.stream().map(LayerCase::type).collect(Collectors.toSet()));
    types.removeAll(WITHOUT_CASES.keySet());
    return types;
  }
}
