package io.decant.backend.opencl;

import io.decant.conformance.rules.BackendContract;
import io.decant.spi.device.BackendProvider;

/** The backend keeps every rule. */
class OpenClConformanceTest implements BackendContract {
  @Override
  public BackendProvider provider() {
    return new OpenClBackendProvider();
  }

  @Override
  public boolean deviceRequired() {
    return false;
  }
}
