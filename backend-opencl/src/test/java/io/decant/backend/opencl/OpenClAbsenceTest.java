package io.decant.backend.opencl;

import io.decant.conformance.trial.ProviderAbsence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Machines without OpenCL, or with a broken one, played by processes of their own. */
@EnabledOnOs(OS.LINUX)
class OpenClAbsenceTest {
  @TempDir Path temporary;

  @Test
  void aLoaderThatCannotBeLoaded() throws Exception {
    Files.writeString(temporary.resolve("libOpenCL.so"), "no library");
    Files.writeString(temporary.resolve("libOpenCL.so.1"), "no library");
    ProviderAbsence.check(
        new OpenClBackendProvider(),
        temporary,
        Map.of("LD_LIBRARY_PATH", temporary.toString()),
        "the OpenCL loader, libOpenCL, cannot be loaded",
        "ocl-icd-libopencl1");
  }

  @Test
  void aLoaderWithoutADriver() throws Exception {
    OpenClDevices.assumeAvailable();
    ProviderAbsence.check(
        new OpenClBackendProvider(),
        temporary,
        Map.of("OCL_ICD_VENDORS", temporary.toString(), "OPENCL_VENDOR_PATH", temporary.toString()),
        "the OpenCL loader finds no driver",
        "pocl-opencl-icd");
  }
}
