package io.decant.publishing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of Java's, run in a process of its own until it ends. */
final class JavaProcess {
  private static final long LIMIT_SECONDS = 120;

  private JavaProcess() {}

  /** How it ended and what it said on both streams. */
  record Result(int code, String output) {}

  static Result run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " does not end; it said: " + Files.readString(said));
    }
    return new Result(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
  }

  /** Returns the path of a program of the JDK that runs the tests. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
