package io.decant.backend.opencl.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps Java's handlers of signals where drivers that run on the CPU take their place. PoCL does as
 * soon as somebody looks for devices: its handler of SIGFPE passes over divisions, so that Java
 * divides by zero without an exception; that of the LLVM in it for SIGSEGV serves one fault, and a
 * second thread at a safepoint in that moment ends the process. The library libjsig, loaded before
 * all others, keeps Java's handlers first in line. Without it they are put back here.
 */
public final class JavaSignals {
  private static final Path LOADED = Path.of("/proc/self/maps");
  private static final String LIBRARY = "libjsig";

  private JavaSignals() {}

  /** Whether handlers are kept is found out once: libraries are loaded first when Java starts. */
  private static final class Kept {
    static final boolean BY_LIBRARY = !needed(LOADED);
    static final Optional<String> FAILURE =
        BY_LIBRARY ? Optional.empty() : SignalHandlers.failure();

    private Kept() {}
  }

  /** Returns whether a process on Linux lacks the library; elsewhere nothing is known. */
  static boolean needed(Path loaded) {
    try {
      return !Files.readString(loaded).contains(LIBRARY);
    } catch (IOException e) {
      return false;
    }
  }

  /** Looks at drivers, which may set handlers of their own, and puts those before back. */
  static synchronized <T> T keep(Supplier<T> look) {
    if (Kept.BY_LIBRARY || Kept.FAILURE.isPresent()) {
      return look.get();
    }
    try (SignalHandlers before = new SignalHandlers()) {
      try {
        return look.get();
      } finally {
        before.restore();
      }
    }
  }

  /** Returns what threatens this process, and the remedy; empty when nothing does. */
  public static Optional<String> problem() {
    return Kept.FAILURE.map(
        reason ->
            "opencl: the driver may end the process with SIGSEGV, or hide divisions by zero, because"
                + " it takes Java's signals away, and they cannot be put back ("
                + reason
                + "); start Java with LD_PRELOAD="
                + Path.of(System.getProperty("java.home"), "lib/libjsig.so"));
  }
}
