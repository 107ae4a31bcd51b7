package io.decant.backend.opencl.platform;

import io.decant.spi.device.DeviceInfo.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether Java keeps its signals while PoCL compiles. LLVM, in it, handles SIGSEGV itself
 * meanwhile: as if every fault were the end, it deletes its temporary files and lets go of its
 * handlers. Java has faults in all threads that it expects and recovers from. The library libjsig,
 * loaded before all others, keeps Java's handler first in line.
 */
public final class SignalChaining {
  private static final String LIBRARY = "libjsig";
  private static final String POCL = "Portable Computing Language";

  private SignalChaining() {}

  /**
   * Returns what threatens a process that uses a device, and the remedy; empty when nothing does.
   */
  public static Optional<String> problem(FoundDevice device) {
    return device.kind() == Kind.CPU && device.platformName().equals(POCL)
        ? problem(
            Path.of("/proc/self/maps"), Path.of(System.getProperty("java.home"), "lib/libjsig.so"))
        : Optional.empty();
  }

  /** Where the system does not tell which libraries a process has, nothing is said. */
  static Optional<String> problem(Path loaded, Path library) {
    try {
      if (Files.readString(loaded).contains(LIBRARY)) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(
        "opencl: PoCL may fail to compile kernels, or end the process with SIGSEGV, because its"
            + " compiler takes Java's signals away; start Java with LD_PRELOAD="
            + library);
  }
}
