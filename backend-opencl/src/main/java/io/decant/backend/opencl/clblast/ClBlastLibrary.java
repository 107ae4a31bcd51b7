package io.decant.backend.opencl.clblast;

import io.decant.spi.support.LibraryFolder;
import java.io.IOException;
import java.util.Optional;
import org.jocl.blast.CLBlast;

/** The native library, which JOCLBlast brings for x86-64 on Linux, Windows and macOS. */
final class ClBlastLibrary {
  private ClBlastLibrary() {}

  /** Loads the library once; Java does not tell the reason a second time. */
  private static final class Loaded {
    static final Optional<String> FAILURE = load();

    private Loaded() {}

    private static Optional<String> load() {
      try {
        LibraryFolder.use(() -> CLBlast.setExceptionsEnabled(false));
        return Optional.empty();
      } catch (NoClassDefFoundError e) {
        return Optional.of("JOCLBlast is not on the class path");
      } catch (IOException e) {
        return Optional.of("JOCLBlast's libraries cannot be unpacked: " + e);
      } catch (LinkageError e) {
        return Optional.of(
            String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason is given"));
      }
    }
  }

  /** Returns why the library cannot be used; empty when it can. */
  static Optional<String> failure() {
    return Loaded.FAILURE;
  }
}
