package io.decant.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java of its own that runs a class of the tests to its end. */
final class JavaProcess {
  private JavaProcess() {}

  /** Returns the class path of the tests. */
  static List<String> classPath() {
    return Arrays.asList(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            .split("[\n" + File.pathSeparator + "]", -1));
  }

  /**
   * Returns what it writes, and fails unless it ends well within a minute.
   *
   * @param folder where it may leave files
   * @param environment variables to set
   * @param arguments for Java, before the class
   */
  static String run(
      Path folder,
      Map<String, String> environment,
      List<String> classPath,
      List<String> arguments,
      Class<?> main)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main.getName()));
    Path output = folder.resolve("output.txt");
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().putAll(environment);
    process.redirectErrorStream(true).redirectOutput(output.toFile());
    Process started = process.start();
    boolean ended = started.waitFor(1, TimeUnit.MINUTES);
    started.destroyForcibly();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertTrue(ended, "it does not end; it said: " + said);
    assertEquals(0, started.exitValue(), said);
    return said;
  }
}
