package io.decant.backend.opencl.program;

import io.decant.backend.opencl.OpenClBackendProvider;
import io.decant.conformance.rules.ProgramCacheContract;
import io.decant.spi.device.BackendProvider;

/** Programs on disk, as a device uses them. */
class ProgramsTest implements ProgramCacheContract {
  @Override
  public BackendProvider provider() {
    return new OpenClBackendProvider();
  }

  @Override
  public boolean deviceRequired() {
    return false;
  }
}
