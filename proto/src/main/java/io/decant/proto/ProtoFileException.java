package io.decant.proto;

/** A file cannot be read or written: it is missing, a directory, too big, or the disk is full. */
public final class ProtoFileException extends ProtoException {
  private static final long serialVersionUID = 1L;

  /** Takes a line that names the file, what was found, and what to do. */
  public ProtoFileException(String message) {
    super(message);
  }

  /** Takes a line that names the file, what was found, and what to do; and the cause. */
  public ProtoFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
