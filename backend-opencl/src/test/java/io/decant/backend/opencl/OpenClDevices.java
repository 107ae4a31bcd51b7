package io.decant.backend.opencl;

import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.Availability;
import io.decant.spi.device.Device;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The devices of the tests: the first one there is. Without one tests are skipped, or fail where
 * the environment has {@code DECANT_REQUIRE_OPENCL=1}.
 */
public final class OpenClDevices {
  private OpenClDevices() {}

  /** Fails where the environment asks for a device and there is none. */
  static void requireIfAsked() {
    if (Optional.ofNullable(System.getenv("DECANT_REQUIRE_OPENCL")).orElse("0").equals("1")) {
      Availability availability = new OpenClBackendProvider().availability();
      Assertions.assertTrue(
          availability.available(),
          () -> "DECANT_REQUIRE_OPENCL asks for a device; " + reason(availability));
    }
  }

  /** Skips the test where there is no device, or fails it where the environment asks for one. */
  public static void assumeAvailable() {
    requireIfAsked();
    Availability availability = new OpenClBackendProvider().availability();
    Assumptions.assumeTrue(availability.available(), () -> reason(availability));
  }

  private static String reason(Availability availability) {
    return "OpenCL: " + availability.cause() + "; " + availability.remedy();
  }

  static OpenClDevice open(KitContext context) {
    assumeAvailable();
    Device device = new OpenClBackendProvider().open(0, context);
    return (OpenClDevice) device;
  }
}
