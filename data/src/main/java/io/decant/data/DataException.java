package io.decant.data;

import io.decant.proto.OneLine;
import java.io.IOException;

/**
 * Data cannot be read or written. The message is one line that names the path, says what was found,
 * and what to do where that is not plain.
 */
public final class DataException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Takes the line for the user. */
  public DataException(String message) {
    super(OneLine.of(message));
  }

  /** Takes the line for the user, and the cause. */
  public DataException(String message, Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
