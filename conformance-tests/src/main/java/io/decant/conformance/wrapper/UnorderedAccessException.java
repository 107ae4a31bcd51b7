package io.decant.conformance.wrapper;

import io.decant.spi.device.DeviceException;

/** Two operations touch the same bytes, one of them writes, and nothing orders them. */
public final class UnorderedAccessException extends DeviceException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public UnorderedAccessException(String message) {
    super(message);
  }
}
