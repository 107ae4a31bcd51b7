package io.decant.cli.log;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The process's log on standard error, in glog's format: {@code I0210 13:39:22.381027 25210
 * Solver.java:204] message}. Thread-safe.
 */
public final class Glog {
  private static final Glog INSTANCE = new Glog(System.err);
  private static final StackWalker STACK = StackWalker.getInstance();

  private final PrintStream out;
  private final long pid = ProcessHandle.current().pid();
  private @Nullable PrintStream file;
  private Level least = Level.INFO;
  private Runnable beforeLine = () -> {};

  Glog(PrintStream out) {
    this.out = out;
  }

  /** Returns the process's log. */
  public static Glog get() {
    return INSTANCE;
  }

  /** Sets the least severe level that is shown, as glog counts them: 0 INFO, 1 WARNING, 2 ERROR. */
  public synchronized void minimumLevel(int level) {
    least = level <= 0 ? Level.INFO : level == 1 ? Level.WARN : Level.ERROR;
  }

  /** Sets what happens before each line, such as clearing a progress line. */
  public synchronized void beforeEachLine(Runnable action) {
    beforeLine = action;
  }

  /** Writes something else between two lines of the log. */
  public synchronized void between(Runnable action) {
    beforeLine.run();
    action.run();
  }

  /**
   * Writes the log to a new file as well, named as glog names it: program, host, user, severity,
   * time, process.
   *
   * @throws UncheckedIOException when it cannot be made, naming it
   */
  public synchronized void alsoTo(String folder) {
    LocalDateTime now = now();
    String host = System.getenv().getOrDefault("HOSTNAME", "localhost");
    String name =
        String.format(
            Locale.ROOT,
            "decant.%s.%s.log.INFO.%tY%tm%td-%tH%tM%tS.%d",
            host,
            System.getProperty("user.name", "unknown"),
            now,
            now,
            now,
            now,
            now,
            now,
            pid);
    Path path = Path.of(folder).resolve(name);
    try {
      file = new PrintStream(Files.newOutputStream(path), true, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("--log_dir " + folder + ": the log cannot be made: " + e, e);
    }
  }

  synchronized boolean shows(Level level) {
    return level.toInt() >= least.toInt();
  }

  /** Writes one line; line breaks in the message become spaces, so that a line stays a line. */
  synchronized void write(Level level, String logger, String message) {
    if (!shows(level)) {
      return;
    }
    String line = line(level, now(), place(logger), message);
    beforeLine.run();
    out.println(line);
    if (file != null) {
      file.println(line);
    }
  }

  /** A formatter of the library would double the time to the first line. */
  private String line(Level level, LocalDateTime time, String place, String message) {
    StringBuilder line = new StringBuilder(64 + message.length());
    line.append(level.name().charAt(0));
    digits(line, time.getMonthValue(), 2);
    digits(line, time.getDayOfMonth(), 2);
    digits(line.append(' '), time.getHour(), 2);
    digits(line.append(':'), time.getMinute(), 2);
    digits(line.append(':'), time.getSecond(), 2);
    digits(line.append('.'), time.getNano() / 1000, 6);
    line.append(' ').append(pid).append(' ').append(place).append("] ");
    return line.append(message.replace('\n', ' ').replace('\r', ' ')).toString();
  }

  private static void digits(StringBuilder line, int value, int width) {
    String text = Integer.toString(value);
    line.append("0".repeat(width - text.length())).append(text);
  }

  private static LocalDateTime now() {
    return LocalDateTime.now(ZoneId.systemDefault());
  }

  private static String place(String logger) {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !frame.getClassName().startsWith("org.slf4j"))
                .filter(frame -> !frame.getClassName().startsWith("io.decant.cli.log"))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(logger + ":0"));
  }
}
