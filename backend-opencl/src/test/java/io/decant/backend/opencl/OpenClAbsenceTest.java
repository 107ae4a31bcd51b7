package io.decant.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.BackendUnavailableException;
import io.decant.spi.device.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Machines without OpenCL, or with a broken one, played by processes of their own. */
@EnabledOnOs(OS.LINUX)
class OpenClAbsenceTest {
  @TempDir Path temporary;

  /** What the processes run: asks for everything, three times, and says what came of it. */
  static final class Asking {
    private Asking() {}

    public static void main(String[] arguments) {
      OpenClBackendProvider provider = new OpenClBackendProvider();
      for (int round = 0; round < 3; round++) {
        System.out.println(provider.availability());
        System.out.println("devices: " + provider.devices().size());
        try (Device device = provider.open(0, KitContext.unlimited())) {
          System.out.println("opened " + device.info());
        } catch (BackendUnavailableException e) {
          System.out.println("refused: " + e.getMessage());
        }
      }
    }
  }

  @Test
  void aLoaderThatCannotBeLoaded() throws Exception {
    Files.writeString(temporary.resolve("libOpenCL.so"), "no library");
    Files.writeString(temporary.resolve("libOpenCL.so.1"), "no library");
    String said = ask(Map.of("LD_LIBRARY_PATH", temporary.toString()));
    refusedThrice(said, "the OpenCL loader, libOpenCL, cannot be loaded", "ocl-icd-libopencl1");
  }

  @Test
  void aLoaderWithoutADriver() throws Exception {
    OpenClDevices.assumeAvailable();
    String said =
        ask(
            Map.of(
                "OCL_ICD_VENDORS", temporary.toString(),
                "OPENCL_VENDOR_PATH", temporary.toString()));
    refusedThrice(said, "the OpenCL loader finds no driver", "pocl-opencl-icd");
  }

  private static void refusedThrice(String said, String cause, String remedy) {
    assertEquals(4, said.split("devices: 0", -1).length, said);
    String refusal = "refused: backend 'opencl' cannot be used: " + cause;
    assertEquals(4, said.split(refusal, -1).length, said);
    assertTrue(said.contains(remedy), said);
  }

  private String ask(Map<String, String> environment) throws IOException, InterruptedException {
    return JavaProcess.run(
        temporary, environment, JavaProcess.classPath(), List.of(), Asking.class);
  }
}
