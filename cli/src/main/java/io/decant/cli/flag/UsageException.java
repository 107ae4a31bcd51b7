package io.decant.cli.flag;

/** The command line is wrong; the message says how, and what would be right. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public UsageException(String message) {
    super(message);
  }
}
