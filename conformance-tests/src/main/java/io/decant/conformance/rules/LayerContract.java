package io.decant.conformance.rules;

import io.decant.api.layer.LayerRegistry;
import io.decant.conformance.layers.LayerCases;
import io.decant.conformance.layers.LayerCases.Group;
import io.decant.conformance.trial.RuleViolation;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Whole nets compute what they say, for every layer type of the registry, forward and backward. The
 * reference is the same program in double precision, in which every operator is decomposed into
 * mandatory ones.
 */
public interface LayerContract extends LayerSubject {
  /** Asks the registry which types there are. */
  @Test
  @DisplayName("layer.value: every registered layer type has a case")
  default void required_layerTypesHaveCases() {
    Set<String> missing = LayerCases.missing(LayerRegistry.load(), moreLayerCases());
    RuleViolation.unless(
        missing.isEmpty(),
        "layer.value",
        missing
            + " have no case: add some to the kit, or in moreLayerCases() for types of your own");
  }

  /** Compares functions of single elements. */
  @Test
  @DisplayName("layer.value: activations")
  default void required_layerValuesOfActivations() {
    LayerRuns.values(this, Group.ACTIVATION.cases());
  }

  /** Compares products with parameters and normalisations. */
  @Test
  @DisplayName("layer.value: products and normalisations")
  default void required_layerValuesOfCommonLayers() {
    LayerRuns.values(this, Group.COMMON.cases());
  }

  /** Compares layers that detect objects. */
  @Test
  @DisplayName("layer.value: layers that detect objects")
  default void required_layerValuesOfDetectionLayers() {
    LayerRuns.values(this, Group.DETECTION.cases());
  }

  /** Compares losses and accuracy. */
  @Test
  @DisplayName("layer.value: losses and accuracy")
  default void required_layerValuesOfLosses() {
    LayerRuns.values(this, Group.LOSS.cases());
  }

  /** Compares layers over sequences. */
  @Test
  @DisplayName("layer.value: recurrent layers")
  default void required_layerValuesOfRecurrentLayers() {
    LayerRuns.values(this, Group.RECURRENT.cases());
  }

  /** Compares layers that move elements. */
  @Test
  @DisplayName("layer.value: layers that move, join and select")
  default void required_layerValuesOfUtilityLayers() {
    LayerRuns.values(this, Group.UTILITY.cases());
  }

  /** Compares layers over images. */
  @Test
  @DisplayName("layer.value: layers over windows")
  default void required_layerValuesOfVisionLayers() {
    LayerRuns.values(this, Group.VISION.cases());
  }

  /** Compares what the claim adds. */
  @Test
  @DisplayName("layer.value: layers of the claim's own")
  default void optional_layerValuesOfMoreLayers() {
    LayerRuns.values(this, LayerRuns.more(this));
  }
}
