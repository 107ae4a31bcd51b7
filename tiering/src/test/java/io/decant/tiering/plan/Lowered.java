package io.decant.tiering.plan;

import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.Program;
import io.decant.spi.run.Lowering;
import io.decant.tiering.TestContext;
import java.util.List;
import java.util.ServiceLoader;

/** Programs lowered for planning alone: their executables are closed. */
final class Lowered {
  private Lowered() {}

  static LoweredProgram onCpu(Program program) {
    return onCpu(program, new PoolCapacity(List.of(Long.MAX_VALUE / 2), 1));
  }

  /** Lowers a program for a pool: what does not fit is cut into tiles. */
  static LoweredProgram onCpu(Program program, PoolCapacity capacity) {
    BackendProvider cpu = ServiceLoader.load(BackendProvider.class).findFirst().orElseThrow();
    try (Device device = cpu.open(0, new TestContext(1 << 20));
        Lowering lowering = new Lowering(device, PrepareOptions.DEFAULT, spec -> {})) {
      return lowering.lower(program, capacity);
    }
  }
}
