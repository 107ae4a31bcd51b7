package io.decant.spi.device;

/** A backend that was asked for cannot be used here. */
public final class BackendUnavailableException extends DeviceException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception from what the backend said of itself. */
  public BackendUnavailableException(String backend, Availability availability) {
    super(
        "backend '"
            + backend
            + "' cannot be used: "
            + availability.cause()
            + "; "
            + availability.remedy());
  }
}
