package io.decant.cli;

import io.decant.api.solver.SolverListener;
import io.decant.api.text.FloatText;
import io.decant.cli.log.Glog;
import io.decant.proto.caffe.SolverParameter;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A line at the bottom of the terminal: iteration, loss, rate, speed, and when it ends. Log lines
 * take its place; it comes back below them.
 */
final class Progress implements SolverListener {
  private static final long REFRESH_NANOS = 200_000_000;
  private static final int USUAL_WIDTH = 80;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream terminal;
  private final int width;
  private final long total;
  private long firstIteration = -1;
  private long startNanos;
  private long shownNanos = System.nanoTime() - REFRESH_NANOS;
  private boolean visible;

  Progress(PrintStream terminal, int width, long total) {
    this.terminal = terminal;
    this.width = width;
    this.total = total;
  }

  /**
   * Returns a line for the terminal, whose width the launcher tells in {@code DECANT_TERMINAL}, or
   * nothing where logs go to a file.
   */
  static SolverListener of(SolverParameter solver) {
    String width = System.getenv("DECANT_TERMINAL");
    if (width == null || width.isEmpty()) {
      return new SolverListener() {};
    }
    int columns = width.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(width) : USUAL_WIDTH;
    Progress progress = new Progress(System.err, columns, solver.getMaxIter());
    Glog.get().beforeEachLine(progress::clear);
    return progress;
  }

  @Override
  public void onIteration(long iteration, double loss, double rate) {
    long now = System.nanoTime();
    if (firstIteration < 0) {
      firstIteration = iteration;
      startNanos = now;
    }
    if (now - shownNanos < REFRESH_NANOS) {
      return;
    }
    shownNanos = now;
    double speed = (iteration - firstIteration) / Math.max(1e-9, (now - startNanos) / 1e9);
    show(text(iteration, loss, rate, speed));
  }

  @Override
  public void onTest(int net, int done, int count) {
    long now = System.nanoTime();
    if (now - shownNanos >= REFRESH_NANOS) {
      shownNanos = now;
      show("testing net #" + net + ": batch " + done + " of " + count);
    }
  }

  String text(long iteration, double loss, double rate, double speed) {
    String line =
        "iteration "
            + iteration
            + "/"
            + total
            + "  loss "
            + FloatText.of(loss)
            + "  lr "
            + FloatText.of(rate);
    if (speed <= 0) {
      return line;
    }
    Duration left = Duration.ofSeconds((long) ((total - iteration) / speed));
    return line
        + String.format(
            Locale.ROOT, "  %.1f it/s  ETA %d:%02d", speed, left.toMinutes(), left.toSecondsPart())
        + " ("
        + LocalTime.now(ZoneId.systemDefault()).plus(left).truncatedTo(ChronoUnit.SECONDS)
        + ")";
  }

  /** A line that is too long would wrap, and could then not be cleared. */
  private void show(String text) {
    synchronized (Glog.get()) {
      terminal.print(CLEAR + text.substring(0, Math.min(text.length(), width - 1)));
      terminal.flush();
      visible = true;
    }
  }

  private void clear() {
    if (visible) {
      terminal.print(CLEAR);
      terminal.flush();
      visible = false;
    }
  }
}
