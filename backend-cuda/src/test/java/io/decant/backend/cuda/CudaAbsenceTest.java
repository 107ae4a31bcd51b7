package io.decant.backend.cuda;

import io.decant.conformance.trial.ProviderAbsence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Machines with a broken driver, or without devices, played by processes of their own. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CudaAbsenceTest {
  @TempDir Path temporary;

  @Test
  void aDriverThatCannotBeLoaded() throws Exception {
    Files.writeString(temporary.resolve("libcuda.so.1"), "no library");
    ProviderAbsence.check(
        new CudaBackendProvider(),
        temporary,
        Map.of("LD_LIBRARY_PATH", temporary.toString()),
        "NVIDIA's driver cannot be loaded (",
        "nvidia-driver-580");
  }

  @Test
  void devicesThatAreHidden() throws Exception {
    CudaDevices.assumeAvailable();
    ProviderAbsence.check(
        new CudaBackendProvider(),
        temporary,
        Map.of("CUDA_VISIBLE_DEVICES", ""),
        "NVIDIA's driver has no device",
        "CUDA_VISIBLE_DEVICES");
  }
}
