package io.decant.spi.memory;

/**
 * How fast bytes move between host and device, and what that costs operators.
 *
 * @param in bytes per second to the device
 * @param out bytes per second from the device
 * @param both bytes per second of both directions together while both are busy
 * @param latency seconds that each copy takes besides its bytes
 * @param contention seconds that operators take longer for each second of a copy beside them
 */
public record LinkRates(double in, double out, double both, double latency, double contention) {
  /** Checks that rates are above 0, and the others not below. */
  public LinkRates {
    if (!(in > 0) || !(out > 0) || !(both > 0)) {
      throw new IllegalArgumentException(
          "link rates are above 0, not " + in + ", " + out + " and " + both);
    }
    if (!(latency >= 0)) {
      throw new IllegalArgumentException("a link's latency is not below 0, as " + latency + " is");
    }
    if (!(contention >= 0)) {
      throw new IllegalArgumentException(
          "a link's contention is not below 0, as " + contention + " is");
    }
  }

  /** Creates rates of a link whose copies do not slow operators down. */
  public LinkRates(double in, double out, double both, double latency) {
    this(in, out, both, latency, 0);
  }

  /** Creates rates of a link on which short copies are as fast as long ones. */
  public LinkRates(double in, double out, double both) {
    this(in, out, both, 0);
  }

  /** Creates rates of directions that do not slow each other down. */
  public LinkRates(double in, double out) {
    this(in, out, in + out);
  }

  /** Returns rates of which each is a part, above 0, of what it is here. */
  public LinkRates times(double part) {
    return new LinkRates(part * in, part * out, part * both, latency, contention);
  }

  /** Returns the same rates with copies that slow operators down otherwise. */
  public LinkRates withContention(double other) {
    return new LinkRates(in, out, both, latency, other);
  }

  /** Returns the seconds of one copy to the device. */
  public double copyIn(long bytes) {
    return latency + secondsIn(bytes);
  }

  /** Returns the seconds of one copy from the device. */
  public double copyOut(long bytes) {
    return latency + secondsOut(bytes);
  }

  /** Returns the seconds that bytes take to the device. */
  public double secondsIn(long bytes) {
    return bytes / in;
  }

  /** Returns the seconds that bytes take from the device. */
  public double secondsOut(long bytes) {
    return bytes / out;
  }

  /** Returns the part of its own rate that a direction has while the other one is busy, too. */
  public double shared() {
    return Math.min(1, both / (in + out));
  }

  /**
   * Returns the seconds of a copy beside others.
   *
   * @param alone the seconds that it takes alone
   * @param busy the seconds from its start in which the other direction is busy, too
   */
  public double beside(double alone, double busy) {
    double shared = shared();
    return alone <= busy * shared ? alone / shared : busy + alone - busy * shared;
  }
}
