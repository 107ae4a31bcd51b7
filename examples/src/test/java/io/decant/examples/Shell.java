package io.decant.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands, in the root of the repository unless told otherwise. */
final class Shell {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MINUTES = 10;

  private Shell() {}

  /**
   * What a command did.
   *
   * @param code its exit code
   * @param output standard output and error together
   */
  record Result(int code, List<String> output) {}

  static Result run(String... command) throws IOException, InterruptedException {
    return run(ROOT, Map.of(), command);
  }

  static Result run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("decant-command", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().put("DECANT_NO_BUILD", "1");
      builder.environment().put("DECANT_CLASSES", System.getProperty("java.class.path"));
      builder.environment().remove("DECANT_TERMINAL");
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(
            String.join(" ", command) + " did not end within " + MINUTES + " minutes");
      }
      return new Result(
          process.exitValue(),
          Files.readString(log, StandardCharsets.UTF_8).lines().map(ConsoleBlock::plain).toList());
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
