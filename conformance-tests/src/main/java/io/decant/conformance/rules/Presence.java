package io.decant.conformance.rules;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendProvider;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Whether a backend can be used where its tests run. Where it cannot, the tests of an optional
 * device are skipped, unless the environment asks for it, for instance by {@code
 * DECANT_REQUIRE_OPENCL=1}; those of any other fail.
 */
public final class Presence {
  private static final String ASKING = "DECANT_REQUIRE_";

  private Presence() {}

  /** Skips the test that runs, or fails it where the environment asks for the backend. */
  public static void assume(BackendProvider provider) {
    Availability availability = provider.availability();
    if (!availability.available()) {
      String variable = ASKING + provider.name().toUpperCase(Locale.ROOT).replace('-', '_');
      if ("1".equals(System.getenv(variable))) {
        Assertions.fail(variable + " asks for it; " + missing(provider, availability));
      }
      Assumptions.abort(missing(provider, availability));
    }
  }

  /** Skips or fails the test that runs where the claim's device is missing, as the claim says. */
  static void check(BackendSubject subject) {
    BackendProvider provider = subject.provider();
    if (!subject.deviceRequired()) {
      assume(provider);
      return;
    }
    Availability availability = provider.availability();
    if (!availability.available()) {
      Assertions.fail(
          missing(provider, availability)
              + "; a claim may be skipped without its device where deviceRequired() returns false");
    }
  }

  private static String missing(BackendProvider provider, Availability availability) {
    return "backend '"
        + provider.name()
        + "' is not available here: "
        + availability.cause()
        + "; "
        + availability.remedy();
  }
}
