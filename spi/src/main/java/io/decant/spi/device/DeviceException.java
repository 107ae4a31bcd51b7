package io.decant.spi.device;

/**
 * Something failed on a device. The message names the device, the operation and the native error.
 */
public class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public DeviceException(String message) {
    super(message);
  }

  /** Creates the exception with its cause. */
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
