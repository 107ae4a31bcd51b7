package io.decant.api.backend;

/** The device that was asked for cannot be used; the message says why and what to do. */
public final class DeviceUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public DeviceUnavailableException(String message) {
    super(message);
  }
}
