package io.decant.cli.log;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneId;
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
  private @Nullable GlogFiles files;
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
   * Writes the log to new files as well, see {@link GlogFiles}; asked again for the same folder, it
   * goes on with those.
   *
   * @throws java.io.UncheckedIOException when they cannot be made, naming the folder
   */
  public synchronized void alsoTo(String folder) {
    if (files == null || !files.folder().equals(folder)) {
      files = GlogFiles.create(folder, now());
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
    if (files != null) {
      files.write(level, line);
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
