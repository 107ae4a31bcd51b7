package io.decant.backend.cuda;

import io.decant.conformance.rules.Presence;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.Device;

/** The devices of the tests: the first one there is. */
final class CudaDevices {
  private CudaDevices() {}

  /** Skips the test where there is no device, or fails it where the environment asks for one. */
  static void assumeAvailable() {
    Presence.assume(new CudaBackendProvider());
  }

  static CudaDevice open(BackendContext context) {
    assumeAvailable();
    Device device = new CudaBackendProvider().open(0, context);
    return (CudaDevice) device;
  }
}
