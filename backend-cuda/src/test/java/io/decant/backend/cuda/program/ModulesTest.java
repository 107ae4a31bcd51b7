package io.decant.backend.cuda.program;

import io.decant.backend.cuda.CudaBackendProvider;
import io.decant.conformance.rules.ProgramCacheContract;
import io.decant.spi.device.BackendProvider;

/** Modules on disk, as a device uses them. */
class ModulesTest implements ProgramCacheContract {
  @Override
  public BackendProvider provider() {
    return new CudaBackendProvider();
  }

  @Override
  public boolean deviceRequired() {
    return false;
  }
}
