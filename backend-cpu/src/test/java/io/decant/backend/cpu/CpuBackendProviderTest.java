package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Cost;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What the backend says of itself. */
class CpuBackendProviderTest {
  private record Unheard() implements OpSpec {
    @Override
    public List<Operand> operands() {
      return List.of();
    }

    @Override
    public Cost cost() {
      return new Cost(0, 0);
    }
  }

  @Test
  void isFoundAndHasOneDevice() {
    BackendProvider provider =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals("cpu"))
            .findFirst()
            .orElseThrow();
    assertEquals(0, provider.preference());
    assertTrue(provider.availability().available());
    assertEquals(1, provider.devices().size());
    assertEquals(DeviceInfo.Kind.CPU, provider.devices().get(0).kind());
    assertThrows(IllegalArgumentException.class, () -> provider.open(1, new TestContext()));
  }

  @Test
  void unknownOperatorIsEmpty() {
    try (Device device = new TestContext().open()) {
      assertTrue(device.prepare(new Unheard(), PrepareOptions.DEFAULT).isEmpty());
    }
  }

  @Test
  void saysWhichLibraryComputes() throws Exception {
    TestContext context = new TestContext();
    try (Device device = context.open()) {
      assertTrue(
          device
              .prepare(Gemm.dense(1, 1, 1, false, false, 1, 0), PrepareOptions.DEFAULT)
              .isPresent());
      assertEquals(List.of(), context.warnings);
      assertTrue(context.lines.get(0).contains("BLAS kernel: "), context.lines.get(0));
      Path natives = context.cacheDirectory().resolve("natives");
      if (Files.exists(natives)
          && natives.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        assertEquals(
            "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(natives)));
      }
    }
  }

  @Test
  void unknownLibraryIsRefused() {
    TestContext context = new TestContext().with("decant.cpu.blas", "mkl");
    assertThrows(IllegalArgumentException.class, context::open);
  }
}
