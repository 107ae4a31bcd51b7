package io.decant.spi.device;

/**
 * Whether a backend can be used.
 *
 * @param available whether it can
 * @param cause why not; empty when available
 * @param remedy what to do about it; empty when available
 */
public record Availability(boolean available, String cause, String remedy) {
  /** Returns the answer of a usable backend. */
  public static Availability yes() {
    return new Availability(true, "", "");
  }

  /** Returns the answer of an unusable backend. */
  public static Availability no(String cause, String remedy) {
    return new Availability(false, cause, remedy);
  }
}
