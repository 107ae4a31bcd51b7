package io.decant.conformance.rules;

import io.decant.conformance.trial.RuleViolation;
import io.decant.conformance.wrapper.HappensBefore;
import io.decant.conformance.wrapper.Poison;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The nets of all layers on the device with an instrument around it. */
public interface InstrumentContract extends LayerSubject {
  /** Follows streams, events and waits with vector clocks. */
  @Test
  @DisplayName("layer.order: every two accesses to the same bytes are ordered")
  default void required_layerAccessesAreOrdered() {
    HappensBefore detector = new HappensBefore();
    int nets = LayerRuns.watched(this, "layer.order", detector);
    RuleViolation.unless(
        detector.violations().isEmpty(),
        "layer.order",
        detector.violations().size() + " pairs of accesses are not ordered");
    RuleViolation.unless(
        detector.operations() >= nets, "layer.order", "the device was asked to do nothing");
  }

  /** Fills everything that is undefined with NaN. */
  @Test
  @DisplayName("layer.poison: nothing that is undefined changes a result")
  default void required_layerResultsKeepClearOfPoison() {
    Poison poison = new Poison();
    int nets = LayerRuns.watched(this, "layer.poison", poison);
    RuleViolation.unless(
        poison.poisonedBytes() >= nets, "layer.poison", "nothing was there to be poisoned");
  }
}
