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
final class OpenClDevices {
  private OpenClDevices() {}

  static void assumeAvailable() {
    Availability availability = new OpenClBackendProvider().availability();
    String reason = "OpenCL: " + availability.cause() + "; " + availability.remedy();
    if (Optional.ofNullable(System.getenv("DECANT_REQUIRE_OPENCL")).orElse("0").equals("1")) {
      Assertions.assertTrue(
          availability.available(), "DECANT_REQUIRE_OPENCL asks for a device. " + reason);
    }
    Assumptions.assumeTrue(availability.available(), reason);
  }

  static OpenClDevice open(KitContext context) {
    assumeAvailable();
    Device device = new OpenClBackendProvider().open(0, context);
    return (OpenClDevice) device;
  }
}
