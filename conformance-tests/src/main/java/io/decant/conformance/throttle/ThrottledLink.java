package io.decant.conformance.throttle;

import io.decant.spi.memory.LinkRates;

/**
 * How fast a {@link ThrottledDevice} copies between host and device. Copies in and out do not slow
 * each other down.
 *
 * @param rates bytes per second
 * @param latency seconds that every copy takes besides
 */
public record ThrottledLink(LinkRates rates, double latency) {
  /** Returns a link without latency, as fast in both directions. */
  public static ThrottledLink of(double bytesPerSecond) {
    return new ThrottledLink(new LinkRates(bytesPerSecond, bytesPerSecond), 0);
  }

  double secondsIn(long bytes) {
    return latency + rates.secondsIn(bytes);
  }

  double secondsOut(long bytes) {
    return latency + rates.secondsOut(bytes);
  }
}
