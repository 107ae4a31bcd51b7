package io.decant.backend.cuda.operator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who computes products and convolutions. */
public enum Selection {
  /** Whoever is fastest, found out by trial. */
  FASTEST,
  /** The libraries' first proposal, whatever the size, without trials. */
  LIBRARIES,
  /** The shared kernels. */
  KERNELS;

  /** The property that names one of these. */
  public static final String PROPERTY = "decant.cuda.operators";

  /**
   * Reads the property's value.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static Selection parse(String text) {
    for (Selection each : values()) {
      if (each.toString().equals(text.strip())) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        PROPERTY
            + " is '"
            + text
            + "'; one of "
            + Arrays.stream(values()).map(Selection::toString).collect(Collectors.joining(", "))
            + " is needed");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
