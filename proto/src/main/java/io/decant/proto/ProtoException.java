package io.decant.proto;

import java.util.Objects;

/**
 * A file or text that holds a Caffe message cannot be used. The message is one line that names the
 * file, says what was found, and what to do where that is not plain.
 */
public abstract sealed class ProtoException extends RuntimeException
    permits ProtoFormatException, ProtoFileException {
  private static final long serialVersionUID = 1L;

  ProtoException(String message) {
    super(OneLine.of(message));
  }

  ProtoException(String message, Throwable cause) {
    super(OneLine.of(message), cause);
  }

  /** The line for the user. */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "");
  }
}
