package io.decant.backend.cuda.call;

import io.decant.spi.support.LibraryFolder;
import io.decant.spi.support.LinuxLibraries;
import java.io.IOException;
import java.util.Optional;
import jcuda.driver.JCudaDriver;

/** The driver's library, reached through JCuda. */
public final class DriverLibrary {
  private static final String LIBRARY = "libcuda.so.1";

  private DriverLibrary() {}

  /** Loads the library once; Java does not tell the reason a second time. */
  private static final class Loaded {
    static final Optional<String> FAILURE = load();

    private Loaded() {}

    private static Optional<String> load() {
      if (LinuxLibraries.absentHere(LIBRARY)) {
        return Optional.of("there is no " + LIBRARY + " on this machine");
      }
      try {
        LibraryFolder.use(() -> JCudaDriver.setExceptionsEnabled(false));
      } catch (IOException e) {
        return Optional.of("JCuda's library cannot be unpacked: " + e);
      } catch (LinkageError e) {
        return Optional.of(reason(String.valueOf(e.getMessage())));
      }
      return Optional.empty();
    }
  }

  /** JCuda's message has the stack traces of two attempts; the last of their reasons counts. */
  static String reason(String message) {
    return message
        .lines()
        .filter(line -> line.startsWith(UnsatisfiedLinkError.class.getName()))
        .map(line -> line.substring(UnsatisfiedLinkError.class.getName().length() + 2))
        .reduce((first, second) -> second)
        .orElse(message.strip());
  }

  /** Returns why the library cannot be loaded; empty when it is. */
  public static Optional<String> failure() {
    return Loaded.FAILURE;
  }

  /** Makes the driver ready, and returns the result; to be called once the library is loaded. */
  public static int initialise() {
    return JCudaDriver.cuInit(0);
  }

  /** Returns the version of CUDA that the driver is made for: 13000 is 13.0. */
  public static int version() {
    int[] version = new int[1];
    Result.check(JCudaDriver.cuDriverGetVersion(version), "cuda", "cuDriverGetVersion");
    return version[0];
  }

  /** Returns a version of CUDA as people write it. */
  public static String text(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }
}
