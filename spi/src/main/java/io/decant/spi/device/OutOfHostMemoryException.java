package io.decant.spi.device;

/** The system refused host memory. */
public final class OutOfHostMemoryException extends DeviceException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public OutOfHostMemoryException(long requestedBytes, Throwable cause) {
    super(requestedBytes + " bytes of host memory were asked for, the system refused", cause);
  }
}
