package io.decant.backend.opencl.platform;

import io.decant.spi.support.LibraryFolder;
import io.decant.spi.support.LinuxLibraries;
import java.io.IOException;
import java.util.Optional;
import org.jocl.CL;

/** The native library: the loader of OpenCL drivers, reached through JOCL. */
final class OpenClLibrary {
  private OpenClLibrary() {}

  /** Loads the library once; Java does not tell the reason a second time. */
  private static final class Loaded {
    static final Optional<String> FAILURE = load();

    private Loaded() {}

    private static Optional<String> load() {
      if (LinuxLibraries.absentHere("libOpenCL.so")) {
        return Optional.of("there is no libOpenCL.so on this machine");
      }
      try {
        LibraryFolder.use(() -> CL.setExceptionsEnabled(false));
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of("JOCL's library cannot be unpacked: " + e);
      } catch (LinkageError e) {
        return Optional.of(String.valueOf(e.getMessage()).strip());
      }
    }
  }

  /** Returns why the library cannot be loaded; empty when it is. */
  static Optional<String> failure() {
    return Loaded.FAILURE;
  }
}
