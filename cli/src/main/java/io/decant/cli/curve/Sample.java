package io.decant.cli.curve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a run at one moment.
 *
 * @param iteration the iteration
 * @param seconds since the run began
 * @param values by names such as {@code train/loss}, in an order that suits people
 */
public record Sample(long iteration, double seconds, Map<String, Double> values) {
  /** Copies the values. */
  public Sample {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
