package io.decant.conformance.rules;

/**
 * What one test of a rule came to.
 *
 * @param rule its id, such as {@code memory.limit}; empty when the rules could not be run at all
 * @param test what is tested of it
 * @param verdict how it ended
 * @param message why, when it did not pass; else empty
 */
public record RuleResult(String rule, String test, Verdict verdict, String message) {
  /** How a test of a rule ended. */
  public enum Verdict {
    /** The rule is kept. */
    PASSED,
    /** The rule is broken. */
    FAILED,
    /** There was nothing to test. */
    SKIPPED
  }

  /** Splits the display name of a test, which begins with the id of its rule. */
  static RuleResult of(String displayName, Verdict verdict, String message) {
    int end = displayName.indexOf(": ");
    return end < 0
        ? new RuleResult("", displayName, verdict, message)
        : new RuleResult(
            displayName.substring(0, end), displayName.substring(end + 2), verdict, message);
  }
}
