package io.decant.spi.support;

import io.decant.spi.device.Device;

/** Something that one device made and no other may be given. */
public interface Owned {
  /** Returns the device that made it. */
  Device owner();

  /**
   * Returns what a caller passed as what the device made.
   *
   * @param passed a slab, a stream, an event
   * @param type the class that the device makes
   * @param device the device that was called
   * @param what it is, for the error
   * @throws IllegalArgumentException when another device made it
   */
  static <T extends Owned> T require(Object passed, Class<T> type, Device device, String what) {
    if (type.isInstance(passed)) {
      T known = type.cast(passed);
      if (known.owner() == device) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "the " + what + " is of another device than " + device.info().name());
  }
}
