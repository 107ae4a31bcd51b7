package io.decant.conformance.rules;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendProvider;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Whether a backend can be used where its tests run. Tests are skipped where it cannot, and fail
 * where the environment asks for it, for instance {@code DECANT_REQUIRE_OPENCL=1}.
 */
public final class Presence {
  private static final String ASKING = "DECANT_REQUIRE_";

  private Presence() {}

  /** Skips the test that runs, or fails it where the environment asks for the backend. */
  public static void assume(BackendProvider provider) {
    Availability availability = provider.availability();
    if (availability.available()) {
      return;
    }
    String variable = ASKING + provider.name().toUpperCase(Locale.ROOT).replace('-', '_');
    String reason =
        "backend '"
            + provider.name()
            + "' is not available here: "
            + availability.cause()
            + "; "
            + availability.remedy();
    if ("1".equals(System.getenv(variable))) {
      Assertions.fail(variable + " asks for it; " + reason);
    }
    Assumptions.abort(reason);
  }
}
