package io.decant.conformance.rules;

import java.util.Comparator;

/**
 * What one test of a rule came to.
 *
 * @param rule its id, such as {@code memory.limit}; empty when the rules could not be run at all
 * @param optional whether the test is about something that a device need not have
 * @param test what is tested of it
 * @param verdict how it ended
 * @param worst the largest error that was accepted, as a share of what is allowed, with both
 *     numbers; empty where nothing is compared
 * @param message why, when it did not pass; else empty
 */
public record RuleResult(
    String rule, boolean optional, String test, Verdict verdict, String worst, String message) {
  static final Comparator<RuleResult> BY_RULE =
      Comparator.comparing(RuleResult::rule).thenComparing(RuleResult::test);

  /** How a test of a rule ended. */
  public enum Verdict {
    /** The rule is kept. */
    PASSED,
    /** The rule is broken. */
    FAILED,
    /** There was nothing to test. */
    SKIPPED
  }

  /**
   * Splits the display name of a test, which begins with the id of its rule.
   *
   * @param method name of the test's method; empty for what is no test
   */
  static RuleResult of(
      String displayName, String method, Verdict verdict, String worst, String message) {
    String rule = ruleOf(displayName);
    String test = rule.isEmpty() ? displayName : displayName.substring(rule.length() + 2);
    return new RuleResult(rule, RuleTests.isOptional(method), test, verdict, worst, message);
  }

  /** Returns the id that the display name of a test begins with; empty when there is none. */
  static String ruleOf(String displayName) {
    return displayName.matches("[a-z]+\\.[a-z]+: .*")
        ? displayName.substring(0, displayName.indexOf(':'))
        : "";
  }
}
