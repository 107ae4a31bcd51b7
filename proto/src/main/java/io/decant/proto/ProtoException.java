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
    super(line(message));
  }

  ProtoException(String message, Throwable cause) {
    super(line(message), cause);
  }

  /** Names in files may hold anything: what would break the line or steer a terminal is escaped. */
  private static String line(String message) {
    if (message.chars().noneMatch(Character::isISOControl)) {
      return message;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (Character.isISOControl(c)) {
        line.append(String.format("\\x%02x", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }

  /** The line for the user. */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "");
  }
}
