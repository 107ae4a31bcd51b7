package io.decant.backend.cuda;

import io.decant.conformance.rules.BackendContract;
import io.decant.spi.device.BackendProvider;

/** The backend keeps every rule. */
class CudaConformanceTest implements BackendContract {
  @Override
  public BackendProvider provider() {
    return new CudaBackendProvider();
  }

  @Override
  public boolean deviceRequired() {
    return false;
  }
}
