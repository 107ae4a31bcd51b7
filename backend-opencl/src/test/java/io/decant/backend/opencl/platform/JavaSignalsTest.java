package io.decant.backend.opencl.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.backend.opencl.OpenClDevices;
import io.decant.conformance.trial.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JavaSignalsTest {
  @TempDir Path temporary;

  @Test
  void theLibraryIsFoundAmongThoseThatAreLoaded() throws IOException {
    Path maps = temporary.resolve("maps");
    Files.writeString(maps, "7f00-7f01 r-xp 0 08:01 1 /lib/libc.so.6\n");
    assertTrue(JavaSignals.needed(maps));
    Files.writeString(maps, "7f00-7f01 r-xp 0 08:01 1 /usr/lib/jvm/lib/libjsig.so\n");
    assertFalse(JavaSignals.needed(maps));
    assertFalse(JavaSignals.needed(temporary.resolve("absent")));
  }

  /** A driver may have devices whose code runs on the CPU, and so handlers of its own. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutTheLibraryJavaStillSeesDivisionsByZero() throws Exception {
    OpenClDevices.assumeAvailable();
    String said =
        JavaProcess.run(
            temporary,
            Map.of("LD_PRELOAD", ""),
            JavaProcess.classPath(),
            List.of(),
            DivisionByZero.class);
    assertEquals("divided by zero, no problem", said.strip());
  }

  /** Looks for devices, then divides by zero, in a process of its own. */
  static final class DivisionByZero {
    private DivisionByZero() {}

    public static void main(String[] arguments) {
      if (!JavaSignals.needed(Path.of("/proc/self/maps"))) {
        throw new IllegalStateException("this process has the library");
      }
      int devices = Platforms.scan().devices().size();
      try {
        System.out.println(devices / arguments.length);
      } catch (ArithmeticException e) {
        Optional<String> problem = JavaSignals.problem();
        System.out.println("divided by zero, " + problem.orElse("no problem"));
      }
    }
  }
}
