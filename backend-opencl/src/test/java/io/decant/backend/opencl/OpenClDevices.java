package io.decant.backend.opencl;

import io.decant.conformance.rules.Presence;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.Device;

/** The devices of the tests: the first one there is. */
public final class OpenClDevices {
  private OpenClDevices() {}

  /** Skips the test where there is no device, or fails it where the environment asks for one. */
  public static void assumeAvailable() {
    Presence.assume(new OpenClBackendProvider());
  }

  static OpenClDevice open(KitContext context) {
    assumeAvailable();
    Device device = new OpenClBackendProvider().open(0, context);
    return (OpenClDevice) device;
  }
}
