package io.decant.spi.device;

/** A slab did not fit. The device stays usable. */
public final class OutOfDeviceMemoryException extends DeviceException {
  private static final long serialVersionUID = 1L;

  private final long requestedBytes;
  private final long availableBytes;

  /**
   * Creates the exception.
   *
   * @param device the device's name
   * @param requestedBytes what was asked for
   * @param availableBytes what was free
   */
  public OutOfDeviceMemoryException(String device, long requestedBytes, long availableBytes) {
    super(
        device
            + ": "
            + requestedBytes
            + " bytes of device memory were asked for, "
            + availableBytes
            + " are free");
    this.requestedBytes = requestedBytes;
    this.availableBytes = availableBytes;
  }

  /** Returns what was asked for, in bytes. */
  public long requestedBytes() {
    return requestedBytes;
  }

  /** Returns what was free, in bytes. */
  public long availableBytes() {
    return availableBytes;
  }
}
