package io.decant.spi.device;

/**
 * A device, before it is opened.
 *
 * @param index its index within its backend
 * @param name as its vendor names it
 * @param kind what it is
 * @param memoryBytes memory that blobs can live in, in bytes
 * @param details driver, versions, cores: one line for people
 */
public record DeviceInfo(int index, String name, Kind kind, long memoryBytes, String details) {
  /** What a device is. */
  public enum Kind {
    /** The host's processor. */
    CPU,
    /** A graphics processor. */
    GPU,
    /** Anything else. */
    ACCELERATOR
  }
}
