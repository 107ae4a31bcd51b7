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

/** A line at the bottom of the terminal: iteration, loss, rate, speed, and when it ends. */
final class Progress implements SolverListener {
  private static final long REFRESH_NANOS = 200_000_000;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream terminal;
  private final long total;
  private long firstIteration = -1;
  private long startNanos;
  private long shownNanos;
  private boolean visible;

  Progress(PrintStream terminal, long total) {
    this.terminal = terminal;
    this.total = total;
    Glog.get().beforeEachLine(this::clear);
  }

  /**
   * Returns a line for the terminal, which the launcher tells of, or nothing where logs go to a
   * file.
   */
  static SolverListener of(SolverParameter solver) {
    return "1".equals(System.getenv("DECANT_TERMINAL"))
        ? new Progress(System.err, solver.getMaxIter())
        : new SolverListener() {};
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
      show("testing net #" + net + ": " + done + "/" + count);
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
        + String.format("  %.1f it/s  ETA %d:%02d", speed, left.toMinutes(), left.toSecondsPart())
        + " ("
        + LocalTime.now(ZoneId.systemDefault()).plus(left).truncatedTo(ChronoUnit.SECONDS)
        + ")";
  }

  private void show(String text) {
    synchronized (Glog.get()) {
      terminal.print(CLEAR + text);
      terminal.flush();
      visible = true;
    }
  }

  private void clear() {
    if (visible) {
      terminal.print(CLEAR);
      visible = false;
    }
  }
}
