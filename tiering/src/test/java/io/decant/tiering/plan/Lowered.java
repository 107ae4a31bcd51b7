package io.decant.tiering.plan;

import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Program;
import io.decant.spi.run.Lowering;
import io.decant.tiering.TestContext;
import java.util.ServiceLoader;

/** Programs lowered for planning alone: their executables are closed. */
final class Lowered {
  private Lowered() {}

  static LoweredProgram onCpu(Program program) {
    BackendProvider cpu = ServiceLoader.load(BackendProvider.class).findFirst().orElseThrow();
    try (Device device = cpu.open(0, new TestContext(1 << 20));
        Lowering lowering = new Lowering(device, PrepareOptions.DEFAULT, spec -> {})) {
      return lowering.lower(program);
    }
  }
}
