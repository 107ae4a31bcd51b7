package example.kernel;

import io.decant.spi.device.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system's C compiler, a program of its own. Thread-safe. */
final class Compiler {
  /** The property that names another compiler than {@code cc}. */
  static final String PROPERTY = "example.cc";

  /** Formulas keep their rounding: no contraction, no reassociation. */
  private static final List<String> OPTIONS =
      List.of("-std=c11", "-O2", "-ffp-contract=off", "-fno-math-errno", "-w", "-fPIC", "-shared");

  private final String command;
  private final String version;

  private Compiler(String command, String version) {
    this.command = command;
    this.version = version;
  }

  /** How a program ended and what it said. */
  private record Run(int code, String said) {}

  /**
   * Asks the compiler for its version.
   *
   * @throws IOException when there is none that can be run
   */
  static Compiler find() throws IOException {
    String command = System.getProperty(PROPERTY, "cc");
    Run run = run(List.of(command, "--version"));
    if (run.code != 0) {
      throw new IOException("'" + command + " --version' ends with " + run.code + ": " + run.said);
    }
    return new Compiler(command, run.said.lines().findFirst().orElse(command));
  }

  /** Returns its name and version in one line. */
  String version() {
    return version;
  }

  /** Returns all that a library depends on, beside its text. */
  String identity() {
    return String.join(" ", OPTIONS) + version + System.getProperty("os.arch");
  }

  /**
   * Makes a library of a text.
   *
   * @param name for errors
   * @throws DeviceException when it does not compile, with what the compiler says
   */
  byte[] compile(String name, String text) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("decant-cc-");
      Path source = Files.writeString(folder.resolve("source.c"), text);
      Path library = folder.resolve("library.so");
      List<String> arguments = new ArrayList<>(List.of(command));
      arguments.addAll(OPTIONS);
      arguments.addAll(List.of("-o", library.toString(), source.toString(), "-lm"));
      Run run = run(arguments);
      if (run.code != 0) {
        throw new DeviceException(
            CcProvider.NAME + ": " + name + " does not compile; the compiler says:\n" + run.said);
      }
      return Files.readAllBytes(library);
    } catch (IOException e) {
      throw new DeviceException(CcProvider.NAME + ": cannot compile " + name + ": " + e, e);
    } finally {
      delete(folder);
    }
  }

  private static Run run(List<String> arguments) throws IOException {
    Process process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), said.strip());
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + arguments.get(0) + " ran", e);
    }
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    for (String file : List.of("source.c", "library.so", "")) {
      folder.resolve(file).toFile().delete();
    }
  }
}
