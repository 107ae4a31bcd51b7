package io.decant.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.OS;

/** Runs the command in a process of its own, as its users do. */
final class Program {
  private static final long LIMIT_SECONDS = 120;

  private final Path folder;
  private final List<String> classPath = new ArrayList<>();
  private final List<String> modulePath = new ArrayList<>();

  Program(Path folder) {
    this.folder = folder;
    String tests =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    classPath.addAll(List.of(tests.split(File.pathSeparator)));
  }

  /** What it said and how it ended. */
  record Result(int code, String out, String err) {
    List<String> errLines() {
      return err.lines().toList();
    }
  }

  void alsoOnClassPath(String entry) {
    classPath.add(entry);
  }

  /**
   * Makes modules of everything but the tests and the one jar that cannot be one: docs/modules.md.
   */
  void onModulePath() {
    for (String entry : List.copyOf(classPath)) {
      if (Path.of(entry).getFileName().toString().startsWith("native-")) {
        continue;
      }
      if (entry.endsWith(".jar") || Files.exists(Path.of(entry, "module-info.class"))) {
        classPath.remove(entry);
        modulePath.add(entry);
      }
    }
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return finish(start(List.of(), Map.of(), arguments));
  }

  /** Starts it; output goes to files in the folder. */
  Process start(List<String> prefix, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--enable-native-access") || flag.startsWith("--sun-misc"))
        .forEach(command::add);
    command.add("-Xmx256m");
    command.add("-Ddecant.cpu.threads=1");
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath));
    if (modulePath.isEmpty()) {
      command.add("io.decant.cli.Main");
    } else {
      command.add("--module-path");
      command.add(String.join(File.pathSeparator, modulePath));
      command.add("--add-modules=ALL-MODULE-PATH");
      command.add("--module=io.decant.cli/io.decant.cli.Main");
    }
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out().toFile())
            .redirectError(err().toFile());
    builder.environment().remove("DECANT_TERMINAL");
    builder.environment().putAll(environment);
    return builder.start();
  }

  Result finish(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      askForThreads(process);
      process.destroyForcibly();
      throw new AssertionError(
          "it does not end; it said: " + Files.readString(err()) + Files.readString(out()));
    }
    return new Result(process.exitValue(), Files.readString(out()), Files.readString(err()));
  }

  /** Lets Java write to its output where each thread stands, which takes it a moment. */
  private static void askForThreads(Process process) throws IOException, InterruptedException {
    if (OS.LINUX.isCurrentOs()) {
      new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
      process.waitFor(2, TimeUnit.SECONDS);
    }
  }

  /** Waits until an expression is found in the log. */
  void awaitLog(Process process, String expression) throws IOException, InterruptedException {
    Pattern pattern = Pattern.compile(expression);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!pattern.matcher(Files.readString(err())).find()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new AssertionError("no '" + expression + "' in: " + Files.readString(err()));
      }
      Thread.sleep(20);
    }
  }

  /** A build in the background ignores SIGINT, and so would its children. */
  static List<String> signalsAsUsual() throws IOException, InterruptedException {
    List<String> env = List.of("env", "--default-signal=INT,HUP");
    List<String> probe = new ArrayList<>(env);
    probe.add("true");
    return new ProcessBuilder(probe).start().waitFor() == 0 ? env : List.of();
  }

  static void send(String name, Process process) throws IOException, InterruptedException {
    if (new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor() != 0) {
      throw new AssertionError("no signal " + name + " could be sent");
    }
  }

  private Path out() {
    return folder.resolve("stdout.txt");
  }

  private Path err() {
    return folder.resolve("stderr.txt");
  }
}
