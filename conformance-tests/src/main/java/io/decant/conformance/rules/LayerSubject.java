package io.decant.conformance.rules;

import io.decant.conformance.layers.LayerCase;
import java.util.List;

/** What the rules of layers are asked about. */
public interface LayerSubject extends BackendSubject {
  /** Returns cases for layer types that do not come with the project; none by default. */
  default List<LayerCase> moreLayerCases() {
    return List.of();
  }

  /** Returns how many variants of each layer type are run, the first ones; all by default. */
  default int layerVariants() {
    return Integer.MAX_VALUE;
  }

  /**
   * Returns how many different data each net is run with: one, or four where the system property
   * {@code decant.full} is true, which also tries larger batches.
   */
  default int layerSeeds() {
    return Boolean.getBoolean("decant.full") ? 4 : 1;
  }
}
