package io.decant.cli;

import io.decant.spi.memory.MemoryForecast;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryTraffic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines on device memory: what is expected, and what it came to. */
final class MemoryLines {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryLines.class);

  private MemoryLines() {}

  /** Says what is expected, where blocks may leave the device. */
  static void before(MemoryManager manager) {
    manager.forecast().ifPresent(MemoryLines::log);
  }

  /** Sums up what was moved; the forecast is by now one from measured times. */
  static void after(MemoryManager manager) {
    manager.forecast().ifPresent(MemoryLines::logPlans);
    MemoryTraffic traffic = manager.traffic();
    LOG.info(
        "Device memory: peak {} bytes, swapped in {} bytes, swapped out {} bytes, {} tiles run",
        traffic.peakBytes(),
        traffic.bytesIn(),
        traffic.bytesOut(),
        traffic.tiles());
  }

  private static void log(MemoryForecast forecast) {
    LOG.info("Large-model support: {}", forecast.summary());
    logPlans(forecast);
  }

  private static void logPlans(MemoryForecast forecast) {
    forecast
        .programs()
        .forEach((name, plan) -> LOG.info("Plan of '{}': a run: {}", name, plan.summary()));
  }
}
