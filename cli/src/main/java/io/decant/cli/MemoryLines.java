package io.decant.cli;

import io.decant.api.solver.SolverListener;
import io.decant.spi.memory.MemoryForecast;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryTraffic;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines on device memory: what is expected, what is moved, what it came to. */
final class MemoryLines implements SolverListener {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryLines.class);

  private final MemoryManager manager;
  private final boolean moves;
  private final long startNanos = System.nanoTime();
  private final MemoryTraffic start;
  private long shownNanos = startNanos;
  private MemoryTraffic shown;

  /** Starts to watch a manager. */
  MemoryLines(MemoryManager manager) {
    this.manager = manager;
    this.moves = manager.forecast().isPresent();
    this.start = manager.traffic();
    this.shown = start;
  }

  /** Says what is expected, where blocks may leave the device. */
  void before() {
    manager.forecast().ifPresent(MemoryLines::log);
  }

  /**
   * Says what was moved since the last display, where blocks may leave the device. Forecasts are
   * not asked for: the device has nothing to do meanwhile, and they take milliseconds for large
   * nets.
   */
  @Override
  public void onDisplay(long iteration) {
    if (moves) {
      MemoryTraffic now = manager.traffic();
      long nanos = System.nanoTime();
      LOG.info("Device memory: {}", text(now.since(shown), nanos - shownNanos));
      shown = now;
      shownNanos = nanos;
    }
  }

  /** Sums up what was moved; the forecast is by now one from measured times. */
  void after() {
    manager.forecast().ifPresent(MemoryLines::logEnd);
    MemoryTraffic all = manager.traffic().since(start);
    LOG.info("Device memory, in all: {}", text(all, System.nanoTime() - startNanos));
  }

  /** Returns the text on some traffic; log parsers look for nothing that is in it. */
  static String text(MemoryTraffic traffic, long nanos) {
    return String.format(
        Locale.ROOT,
        "peak %d bytes, swapped in %d bytes, swapped out %d bytes, %d operators computed again,"
            + " %d tiles run, waited for copies %.1f ms (%.1f%% of the time), %d late prefetches",
        traffic.peakBytes(),
        traffic.bytesIn(),
        traffic.bytesOut(),
        traffic.recomputed(),
        traffic.tiles(),
        traffic.stallNanos() / 1e6,
        100.0 * traffic.stallNanos() / Math.max(1, nanos),
        traffic.latePrefetches());
  }

  private static void log(MemoryForecast forecast) {
    LOG.info("Large-model support: {}", forecast.summary());
    logPlans(forecast);
  }

  private static void logEnd(MemoryForecast forecast) {
    logPlans(forecast);
    if (!forecast.taken().isEmpty()) {
      LOG.info("Memory below the device: {}", forecast.takenSummary());
    }
  }

  private static void logPlans(MemoryForecast forecast) {
    forecast
        .programs()
        .forEach((name, plan) -> LOG.info("Plan of '{}': a run: {}", name, plan.summary()));
  }
}
