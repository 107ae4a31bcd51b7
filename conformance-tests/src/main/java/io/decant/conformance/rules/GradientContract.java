package io.decant.conformance.rules;

import io.decant.conformance.layers.LayerCases.Group;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The backward pass of every layer type is the derivative of its forward pass, measured by
 * differences on the device itself, in every element of every bottom and parameter.
 */
public interface GradientContract extends LayerSubject {
  /** Checks functions of single elements. */
  @Test
  @DisplayName("layer.gradient: activations")
  default void required_layerGradientsOfActivations() {
    LayerRuns.gradients(this, Group.ACTIVATION.cases());
  }

  /** Checks products with parameters and normalisations. */
  @Test
  @DisplayName("layer.gradient: products and normalisations")
  default void required_layerGradientsOfCommonLayers() {
    LayerRuns.gradients(this, Group.COMMON.cases());
  }

  /** Checks layers that detect objects. */
  @Test
  @DisplayName("layer.gradient: layers that detect objects")
  default void required_layerGradientsOfDetectionLayers() {
    LayerRuns.gradients(this, Group.DETECTION.cases());
  }

  /** Checks losses. */
  @Test
  @DisplayName("layer.gradient: losses")
  default void required_layerGradientsOfLosses() {
    LayerRuns.gradients(this, Group.LOSS.cases());
  }

  /** Checks layers over sequences. */
  @Test
  @DisplayName("layer.gradient: recurrent layers")
  default void required_layerGradientsOfRecurrentLayers() {
    LayerRuns.gradients(this, Group.RECURRENT.cases());
  }

  /** Checks layers that move elements. */
  @Test
  @DisplayName("layer.gradient: layers that move, join and select")
  default void required_layerGradientsOfUtilityLayers() {
    LayerRuns.gradients(this, Group.UTILITY.cases());
  }

  /** Checks layers over images. */
  @Test
  @DisplayName("layer.gradient: layers over windows")
  default void required_layerGradientsOfVisionLayers() {
    LayerRuns.gradients(this, Group.VISION.cases());
  }

  /** Checks what the claim adds. */
  @Test
  @DisplayName("layer.gradient: layers of the claim's own")
  default void optional_layerGradientsOfMoreLayers() {
    LayerRuns.gradients(this, LayerRuns.more(this));
  }
}
