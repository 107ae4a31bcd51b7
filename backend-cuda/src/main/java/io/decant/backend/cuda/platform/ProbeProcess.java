package io.decant.backend.cuda.platform;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a {@link Probe} in a process of its own. */
final class ProbeProcess {
  private static final int PATIENCE_SECONDS = 60;
  private static final int LONGEST_REASON = 300;
  private static final String OF_JAVACPP = "org.bytedeco.javacpp.";

  private final Path java;
  private final String main;

  /**
   * @param java the program
   * @param main class to run
   */
  ProbeProcess(Path java, String main) {
    this.java = java;
    this.main = main;
  }

  /** Returns the process of this Java. */
  static ProbeProcess own() {
    Path java =
        ProcessHandle.current()
            .info()
            .command()
            .map(Path::of)
            .filter(command -> command.getFileName().toString().startsWith("java"))
            .orElse(Path.of(System.getProperty("java.home"), "bin", "java"));
    return new ProbeProcess(java, Probe.class.getName());
  }

  /**
   * Tries a library.
   *
   * @return the verdict, or empty when the trial could not be made or was not over in time
   */
  Optional<Verdict> run(Finding finding) {
    try {
      Process process = new ProcessBuilder(command(finding)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(verdict(process.exitValue(), output));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private List<String> command(Finding finding) {
    List<String> command =
        new ArrayList<>(List.of(java.toString(), "-Xmx64m", "--enable-native-access=ALL-UNNAMED"));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(OF_JAVACPP))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.add("-cp");
    command.add(
        finding.jars().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.add(finding.library().name());
    finding.files().forEach(file -> command.add(file.toString()));
    return command;
  }

  private static Verdict verdict(int exit, String output) {
    Optional<String> answer =
        output.lines().filter(line -> line.startsWith(Probe.ANSWER)).findFirst();
    if (exit == 0 && answer.isPresent()) {
      return new Verdict(true, answer.get().substring(Probe.ANSWER.length()));
    }
    String reason = output.strip().lines().collect(Collectors.joining(" "));
    return new Verdict(
        false,
        "a process that loads it ends with status "
            + exit
            + (reason.isEmpty()
                ? ""
                : ": " + reason.substring(0, Math.min(LONGEST_REASON, reason.length()))));
  }
}
