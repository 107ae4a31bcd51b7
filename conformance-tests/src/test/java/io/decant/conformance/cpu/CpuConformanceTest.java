package io.decant.conformance.cpu;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.rules.BackendContract;
import io.decant.conformance.rules.FaultyWork;
import io.decant.spi.device.BackendProvider;
import java.util.Optional;

/** The embedded backend keeps every rule. */
class CpuConformanceTest implements BackendContract {
  @Override
  public BackendProvider provider() {
    return new CpuBackendProvider();
  }

  @Override
  public Optional<FaultyWork> faultyWork() {
    return Optional.of(FaultyWork.uploadFromClosedMemory());
  }
}
