package io.decant.backend.opencl.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalChainingTest {
  private static final Path LIBRARY = Path.of(System.getProperty("java.home"), "lib/libjsig.so");

  @TempDir Path temporary;

  @Test
  void aProcessWithoutTheLibraryIsToldHowToLoadIt() throws IOException {
    Path loaded =
        Files.writeString(temporary.resolve("maps"), "7f00-7f01 r-xp 0 08:01 1 /lib/libc.so.6\n");
    String problem = SignalChaining.problem(loaded, LIBRARY).orElseThrow();
    assertTrue(problem.endsWith("LD_PRELOAD=" + LIBRARY), problem);
  }

  @Test
  void whereNothingIsKnownNothingIsSaid() {
    assertEquals(Optional.empty(), SignalChaining.problem(temporary.resolve("absent"), LIBRARY));
  }

  /** The tests of this module compile much, and must not end so. */
  @Test
  void theseTestsHaveTheLibrary() {
    Path loaded = Path.of("/proc/self/maps");
    assumeTrue(Files.exists(loaded) && Files.exists(LIBRARY), "no library to load");
    assertEquals(Optional.empty(), SignalChaining.problem(loaded, LIBRARY));
  }
}
