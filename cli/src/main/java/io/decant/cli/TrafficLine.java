package io.decant.cli;

import io.decant.spi.memory.MemoryTraffic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log line that sums up device memory. */
final class TrafficLine {
  private static final Logger LOG = LoggerFactory.getLogger(TrafficLine.class);

  private TrafficLine() {}

  static void log(MemoryTraffic traffic) {
    LOG.info(
        "Device memory: peak {} bytes, swapped in {} bytes, swapped out {} bytes",
        traffic.peakBytes(),
        traffic.bytesIn(),
        traffic.bytesOut());
  }
}
