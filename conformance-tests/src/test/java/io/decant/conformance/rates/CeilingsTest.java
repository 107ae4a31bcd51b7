package io.decant.conformance.rates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.throttle.NullDevice;
import io.decant.conformance.throttle.ThrottledDevice;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.Device;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Cost;
import io.decant.spi.op.OpSpec;
import io.decant.spi.rates.Ceilings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingsTest {
  private static final double LAUNCH = 1e-3;

  /** A device of 10^12 operations a second, whose copies by the stream take the least time. */
  private static Device device(long memory) {
    Device cpu = new CpuBackendProvider().open(0, KitContext.unlimited());
    return new ThrottledDevice(
        new NullDevice(cpu, memory), new LinkRates(1e9, 1e9), CeilingsTest::seconds);
  }

  private static double seconds(OpSpec spec) {
    return spec instanceof Copy ? 1 : LAUNCH + spec.cost().flops() / 1e12;
  }

  private static double product(double n) {
    double operations = 2 * n * n * n;
    return operations / (LAUNCH + operations / 1e12);
  }

  @ParameterizedTest
  @CsvSource({
    "8589934592, 4096, 268435456",
    "67108864, 2048, 8388608",
    "1048576, 256, 131072",
    "16384, 32, 4096"
  })
  void productsGrowUntilTheyAreLongOrMemoryEnds(long memory, int rows, long copied) {
    try (Device device = device(memory)) {
      Ceilings ceilings = Ceilings.measure(device, ComputeMode.FLOAT32);
      assertEquals(product(rows), ceilings.flops(), 1e-3 * product(rows));
      assertEquals(
          2e9 * copied, ceilings.bytesPerSecond(), 1e-9 * 2e9 * copied, "a copy takes 1 ns");
      device.allocate(memory).close();
    }
  }

  @Test
  void tooLittleMemoryIsSaid() {
    try (Device device = device(8 << 10)) {
      assertThrows(
          OutOfDeviceMemoryException.class, () -> Ceilings.measure(device, ComputeMode.FLOAT32));
    }
  }

  @Test
  void sharesAreOfWhatCanBeReached() {
    Ceilings ceilings = new Ceilings(8e9, 1e9);
    Cost work = new Cost(1_000_000, 250_000);
    assertEquals(0.25, ceilings.arithmeticShare(work, 1e-3), 1e-12);
    assertEquals(0.125, ceilings.memoryShare(work, 2e-3), 1e-12);
  }

  @Test
  void aRealDeviceHasCeilings() {
    try (Device device = new CpuBackendProvider().open(0, KitContext.limited(4 << 20))) {
      Ceilings ceilings = Ceilings.measure(device, ComputeMode.FLOAT32);
      assertTrue(ceilings.flops() > 1e6 && ceilings.flops() < 1e16, ceilings.toString());
      assertTrue(ceilings.bytesPerSecond() > 1e6, ceilings.toString());
    }
  }
}
