package io.decant.spi.memory;

/**
 * How fast bytes move between host and device.
 *
 * @param in bytes per second to the device
 * @param out bytes per second from the device
 */
public record LinkRates(double in, double out) {
  /** Checks that both are above 0. */
  public LinkRates {
    if (!(in > 0) || !(out > 0)) {
      throw new IllegalArgumentException("link rates are above 0, not " + in + " and " + out);
    }
  }

  /** Returns the seconds that bytes take to the device. */
  public double secondsIn(long bytes) {
    return bytes / in;
  }

  /** Returns the seconds that bytes take from the device. */
  public double secondsOut(long bytes) {
    return bytes / out;
  }
}
