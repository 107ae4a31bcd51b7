package io.decant.spi.memory;

import java.util.Locale;

/**
 * What a planner expects of one run of a program once the first run is over.
 *
 * @param seconds duration of the run
 * @param computeSeconds what operators take, each once
 * @param lowerBoundSeconds what no schedule that only swaps could go below
 * @param bytesIn bytes swapped in
 * @param bytesOut bytes swapped out
 * @param recomputed how many times operators run once more
 * @param peakBytes the end of the highest address in use
 * @param liveBytes the largest number of bytes on the device at once if nothing ever left
 * @param besideSeconds seconds of copies, of both directions, in which operators run, too
 */
public record PlanForecast(
    double seconds,
    double computeSeconds,
    double lowerBoundSeconds,
    long bytesIn,
    long bytesOut,
    int recomputed,
    long peakBytes,
    long liveBytes,
    double besideSeconds) {
  /** Returns the forecast in one line. */
  public String summary() {
    return bytesIn
        + " bytes in, "
        + bytesOut
        + " bytes out, "
        + recomputed
        + " operators computed again; "
        + milliseconds(seconds)
        + " expected, "
        + milliseconds(computeSeconds)
        + " of it operators; swapping alone takes at least "
        + milliseconds(lowerBoundSeconds);
  }

  private static String milliseconds(double seconds) {
    return String.format(Locale.ROOT, "%.4g ms", 1e3 * seconds);
  }
}
