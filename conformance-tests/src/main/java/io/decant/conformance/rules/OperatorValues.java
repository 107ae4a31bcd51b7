package io.decant.conformance.rules;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.OperatorChecks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Compares an operator with the oracle over all its cases. */
final class OperatorValues {
  private OperatorValues() {}

  static void mandatory(BackendSubject subject, String operator) {
    compare(subject, operator);
  }

  static void composite(BackendSubject subject, String operator) {
    int prepared = compare(subject, operator);
    Assumptions.assumeTrue(
        prepared > 0,
        () -> "not implemented in one piece: lowering runs the decomposition of " + operator);
  }

  /** Returns how many cases the backend prepared. */
  private static int compare(BackendSubject subject, String operator) {
    int prepared = 0;
    try (DeviceSession session = Opening.session(subject)) {
      OperatorChecks checks = new OperatorChecks(session);
      for (OperatorCase each : cases(subject, operator)) {
        if (checks.value("op.value", each)) {
          prepared++;
        }
      }
    }
    return prepared;
  }

  private static List<OperatorCase> cases(BackendSubject subject, String operator) {
    List<OperatorCase> cases = new ArrayList<>(OperatorCases.of(operator, subject.randomCases()));
    cases.addAll(OperatorCases.large(operator));
    return cases;
  }
}
