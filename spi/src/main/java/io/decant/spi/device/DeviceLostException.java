package io.decant.spi.device;

/** The device is gone: everything it held is lost, and it must be opened anew. */
public final class DeviceLostException extends DeviceException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with its cause. */
  public DeviceLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
