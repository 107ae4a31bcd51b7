package io.decant.cli.watch;

import io.decant.api.text.FloatText;
import io.decant.cli.log.Glog;
import io.decant.cli.memory.ByteText;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A line at the bottom of the terminal: how far the run is, smoothed loss, rate, speed, when it
 * ends, memory, and what large-model support moves. Log lines take its place; it comes back below
 * them. What does not fit into the terminal's width is left out.
 */
final class Progress {
  private static final long REFRESH_NANOS = 200_000_000;
  private static final String CLEAR = "\r\u001b[K";
  private static final String COLOUR = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";
  private static final int BAR = 20;

  /** The weight of a new value in smoothed ones. */
  private static final double FRESH = 0.2;

  private final Terminal terminal;
  private final Pulse pulse;
  private final RunSize size;
  private long shownNanos = System.nanoTime() - REFRESH_NANOS;
  private double loss = Double.NaN;
  private double speed = Double.NaN;
  private boolean visible;

  Progress(Terminal terminal, Pulse pulse, RunSize size) {
    this.terminal = terminal;
    this.pulse = pulse;
    this.size = size;
    Glog.get().beforeEachLine(this::clear);
  }

  void onIteration(long iteration, double newLoss, double rate) {
    loss = smooth(loss, newLoss);
    long now = System.nanoTime();
    if (now - shownNanos < REFRESH_NANOS) {
      return;
    }
    shownNanos = now;
    Pulse.Reading reading = pulse.take(iteration + 1);
    if (reading.iterationsPerSecond() > 0) {
      speed = smooth(speed, reading.iterationsPerSecond());
    }
    show(bar(iteration + 1), text(iteration + 1, rate, reading));
  }

  void onTest(int net, int done, int count) {
    long now = System.nanoTime();
    if (now - shownNanos >= REFRESH_NANOS) {
      shownNanos = now;
      show("", "testing net #" + net + ": batch " + done + " of " + count);
    }
  }

  private static double smooth(double before, double now) {
    return Double.isNaN(before) ? now : before + FRESH * (now - before);
  }

  private String bar(long done) {
    int filled = (int) (BAR * Math.min(1.0, (double) done / Math.max(1, size.total())));
    return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
  }

  String text(long done, double rate, Pulse.Reading reading) {
    StringBuilder line = new StringBuilder();
    line.append(done).append('/').append(size.total());
    line.append("  loss ").append(FloatText.of(loss));
    line.append("  lr ").append(FloatText.of(rate));
    if (speed > 0) {
      line.append(String.format(Locale.ROOT, "  %.1f it/s", speed));
      double images = speed * reading.imagesPerSecond() / reading.iterationsPerSecond();
      if (images > 0) {
        line.append(String.format(Locale.ROOT, "  %.0f img/s", images));
      }
      Duration left = Duration.ofSeconds((long) ((size.total() - done) / speed));
      line.append(String.format("  ETA %s (%s)", text(left), end(left)));
    }
    line.append("  mem ").append(ByteText.of(reading.peakBytes()));
    line.append(" of ").append(ByteText.of(size.poolBytes()));
    if (size.managed()) {
      line.append(
          String.format(
              Locale.ROOT,
              "  lms in %.2f out %.2f GB/s, waits %.0f%%",
              reading.inPerSecond() / 1e9,
              reading.outPerSecond() / 1e9,
              100 * reading.waiting()));
    }
    return line.toString();
  }

  private static String text(Duration time) {
    return time.toHours() > 0
        ? String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format("%d:%02d", time.toMinutes(), time.toSecondsPart());
  }

  private static LocalTime end(Duration left) {
    return LocalTime.now(ZoneId.systemDefault()).plus(left).truncatedTo(ChronoUnit.SECONDS);
  }

  /** A line that is too long would wrap, and could then not be cleared. */
  private void show(String bar, String text) {
    String whole = bar + text;
    String fitting = whole.substring(0, Math.min(whole.length(), terminal.width() - 1));
    if (terminal.colours() && !bar.isEmpty() && fitting.length() > bar.length()) {
      fitting = COLOUR + bar + PLAIN + fitting.substring(bar.length());
    }
    synchronized (Glog.get()) {
      terminal.out().print(CLEAR + fitting);
      terminal.out().flush();
      visible = true;
    }
  }

  private void clear() {
    if (visible) {
      terminal.out().print(CLEAR);
      terminal.out().flush();
      visible = false;
    }
  }

  /** Takes the line away. */
  void close() {
    Glog.get().between(() -> {});
    Glog.get().beforeEachLine(() -> {});
  }
}
