package io.decant.backend.cuda.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverVersionTest {
  @TempDir Path folder;

  @Test
  void isFoundInTheLineOfTheKernelModule() throws IOException {
    assertEquals(
        Optional.of("580.159.04"),
        of(
            """
            NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.159.04  Release Build
            GCC version:  gcc version 15.3.0 (GCC)
            """));
    assertEquals(
        Optional.of("535.54"),
        of("NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.54  Tue Jun 6 2023\n"));
  }

  @Test
  void isUnknownWithoutADriver() throws IOException {
    assertEquals(Optional.empty(), of("something else"));
    assertEquals(Optional.empty(), DriverVersion.of(folder.resolve("nothing")));
  }

  private Optional<String> of(String content) throws IOException {
    return DriverVersion.of(Files.writeString(folder.resolve("version"), content));
  }
}
