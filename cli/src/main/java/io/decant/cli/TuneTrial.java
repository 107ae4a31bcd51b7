package io.decant.cli;

import io.decant.spi.memory.MemoryTraffic;
import java.util.Locale;

/**
 * One setting of the flags of large-model support, tried.
 *
 * @param flags the setting
 * @param seconds duration of the fastest iteration
 * @param traffic what an iteration moves
 * @param refusal why it does not run; empty when it does
 */
record TuneTrial(String flags, double seconds, MemoryTraffic traffic, String refusal) {
  static TuneTrial refused(String flags, String why) {
    return new TuneTrial(flags, Double.POSITIVE_INFINITY, MemoryTraffic.none(0), why);
  }

  boolean runs() {
    return refusal.isEmpty();
  }

  boolean moves() {
    return traffic.bytesIn() + traffic.bytesOut() > 0;
  }

  /** Returns the duration of an iteration for people. */
  String duration() {
    return runs() ? String.format(Locale.ROOT, "%.2f ms an iteration", 1e3 * seconds) : "no run";
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%-28s ", flags)
        + (runs()
            ? duration()
                + ", "
                + traffic.bytesIn()
                + " bytes in, "
                + traffic.bytesOut()
                + " bytes out, peak "
                + traffic.peakBytes()
                + " bytes"
            : refusal);
  }
}
