package io.decant.cli.log;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.event.Level;

/**
 * The process's log on standard error, in glog's format: {@code I0210 13:39:22.381027 25210
 * Solver.java:204] message}. Thread-safe.
 */
public final class Glog {
  private static final Glog INSTANCE = new Glog(System.err);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMdd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final StackWalker STACK = StackWalker.getInstance();

  private final PrintStream out;
  private final long pid = ProcessHandle.current().pid();
  private Level least = Level.INFO;
  private Runnable beforeLine = () -> {};

  private Glog(PrintStream out) {
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

  synchronized boolean shows(Level level) {
    return level.toInt() >= least.toInt();
  }

  /** Writes one line; line breaks in the message become spaces, so that a line stays a line. */
  synchronized void write(Level level, String logger, String message) {
    if (!shows(level)) {
      return;
    }
    beforeLine.run();
    out.println(
        level.name().charAt(0)
            + TIME.format(LocalDateTime.now(ZoneId.systemDefault()))
            + " "
            + pid
            + " "
            + place(logger)
            + "] "
            + message.replace('\n', ' '));
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
