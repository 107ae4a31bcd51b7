package io.decant.conformance.trial;

/** A backend breaks a numbered rule of the SPI. The message begins with the rule's id. */
public final class RuleViolation extends AssertionError {
  private static final long serialVersionUID = 1L;

  /** Creates the error. */
  public RuleViolation(String rule, String message) {
    super(rule + ": " + message);
  }

  /** Creates the error with its cause. */
  public RuleViolation(String rule, String message, Throwable cause) {
    super(rule + ": " + message, cause);
  }

  /** Throws unless the rule is kept. */
  public static void unless(boolean kept, String rule, String message) {
    if (!kept) {
      throw new RuleViolation(rule, message);
    }
  }
}
