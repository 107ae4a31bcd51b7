package io.decant.conformance.trial;

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

/** A Java of its own that runs a class of the tests to its end: on another machine, as it were. */
public final class JavaProcess {
  private JavaProcess() {}

  /** Returns the class path of the tests. */
  public static List<String> classPath() {
    return Arrays.asList(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            .split("[\n" + File.pathSeparator + "]", -1));
  }

  /**
   * Returns what it writes.
   *
   * @param folder where it may leave files
   * @param environment variables to set
   * @param classPath its entries
   * @param options for Java, before the class
   * @param main the class
   * @param arguments for its main method
   * @throws AssertionError unless it ends well within a minute, with what it wrote
   */
  public static String run(
      Path folder,
      Map<String, String> environment,
      List<String> classPath,
      List<String> options,
      Class<?> main,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main.getName()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().putAll(environment);
    process.redirectErrorStream(true).redirectOutput(output.toFile());
    Process started = process.start();
    boolean ended = started.waitFor(1, TimeUnit.MINUTES);
    started.destroyForcibly();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    if (!ended || started.exitValue() != 0) {
      throw new AssertionError(
          (ended ? "it ended with " + started.exitValue() : "it does not end")
              + "; it said: "
              + said);
    }
    return said;
  }
}
