package io.decant.backend.cuda.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of NVIDIA's driver, as Linux tells it. */
public final class DriverVersion {
  private static final Path FILE = Path.of("/proc/driver/nvidia/version");
  private static final Pattern VERSION =
      Pattern.compile("Kernel Module.*?\\s(\\d+(?:\\.\\d+)+)\\s");

  private DriverVersion() {}

  /** Returns the version, such as {@code 580.159.04}; empty where it is not told. */
  public static Optional<String> here() {
    return of(FILE);
  }

  static Optional<String> of(Path file) {
    try {
      Matcher matcher = VERSION.matcher(Files.readString(file));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
