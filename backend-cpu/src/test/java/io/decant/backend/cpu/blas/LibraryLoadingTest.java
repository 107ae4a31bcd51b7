package io.decant.backend.cpu.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenBLAS is loaded while another thread loads libraries, in processes of their own: without
 * global symbols one in ten or so hangs for ever.
 */
class LibraryLoadingTest {
  private static final int PROCESSES = Boolean.getBoolean("decant.full") ? 100 : 3;
  private static final int LIBRARIES = 300;
  private static final int SECONDS = 30;

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void otherLibrariesMayBeLoadedMeanwhile() throws Exception {
    Path library = Path.of(System.getProperty("java.home"), "lib", "libmanagement_ext.so");
    for (int i = 0; i < LIBRARIES; i++) {
      Files.copy(library, folder.resolve("lib" + i + ".so"));
    }
    for (int i = 0; i < PROCESSES; i++) {
      run(i);
    }
  }

  private void run(int number) throws IOException, InterruptedException {
    Path said = folder.resolve("said" + number);
    String tests =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                tests,
                Loading.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "process " + number + " hangs");
      assertEquals(0, process.exitValue(), Files.readString(said));
    } finally {
      // what hangs does not hear SIGTERM
      process.destroyForcibly();
    }
  }

  /** Asks OpenBLAS for its symbols in one thread, and all libraries of a folder in another one. */
  static final class Loading {
    private Loading() {}

    /** Takes the folder. */
    public static void main(String[] arguments) throws Exception {
      Loader.load(openblas_nolapack.class); // what follows takes less time than the others
      Thread blas = new Thread(() -> System.out.println(OpenBlas.load().core()));
      blas.start();
      for (int i = 0; i < LIBRARIES; i++) {
        System.load(Path.of(arguments[0], "lib" + i + ".so").toString());
      }
      blas.join();
    }
  }
}
