package io.decant.conformance.rules;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.conformance.cases.SpecialNumbers;
import io.decant.conformance.trial.DeviceSession;
import io.decant.conformance.trial.OperatorChecks;
import io.decant.conformance.trial.RuleViolation;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules that all operators share. */
public interface OperatorContract extends BackendSubject {
  /** Prepares every mandatory operator over many geometries. */
  @Test
  @DisplayName("op.mandatory: every mandatory operator over float32 is prepared")
  default void required_operatorMandatory() {
    forEachOperator(
        OperatorCases.mandatory(),
        (session, operator) -> {
          for (OperatorCase subject : OperatorCases.of(operator, randomCases())) {
            Optional<Executable> executable;
            try {
              executable = session.prepare(subject.spec());
            } catch (DeviceException | UnsupportedOperationException e) {
              throw new RuleViolation("op.mandatory", subject + " cannot be prepared", e);
            }
            RuleViolation.unless(
                executable.isPresent() || !subject.isMandatory(),
                "op.mandatory",
                subject + " is not prepared");
            executable.ifPresent(Executable::close);
          }
        });
  }

  /** Prepares operators that nobody has heard of. */
  @Test
  @DisplayName("op.unknown: an unknown operator is answered with empty")
  default void required_operatorUnknown() {
    try (DeviceSession session = Opening.session(this)) {
      for (UnknownOp unknown : List.of(new UnknownOp(3), new UnknownOp(0))) {
        Optional<Executable> executable;
        try {
          executable = session.device().prepare(unknown, PrepareOptions.DEFAULT);
        } catch (RuntimeException e) {
          throw new RuleViolation("op.unknown", "prepare of an unknown operator throws", e);
        }
        RuleViolation.unless(
            executable.isEmpty(), "op.unknown", "an unknown operator was prepared");
      }
    }
  }

  /** Checks workspaces against their limit, and guards around everything. */
  @Test
  @DisplayName("op.workspace: nothing outside the operands and the workspace is written")
  default void required_operatorWorkspace() {
    forEachCase((checks, subject) -> checks.workspace(subject, subject.isMandatory()));
  }

  /** Puts operands at odd element offsets. */
  @Test
  @DisplayName("op.views: operands may lie at any element offset")
  default void required_operatorViews() {
    forEachCase(OperatorChecks::views);
  }

  /** Watches inputs and gaps, and poisons what is to be overwritten. */
  @Test
  @DisplayName("op.intent: inputs stay, results are overwritten whole and never looked at")
  default void required_operatorIntent() {
    forEachCase(OperatorChecks::intent);
  }

  /** Runs operators over nothing. */
  @Test
  @DisplayName("op.empty: extents of 0 are legal")
  default void required_operatorEmpty() {
    forEachOperator(
        List.copyOf(OperatorCases.operators()),
        (session, operator) ->
            OperatorCases.empty(operator)
                .forEach(subject -> new OperatorChecks(session).value("op.empty", subject)));
  }

  /** Runs operators again on the same operands. */
  @Test
  @DisplayName("op.repeat: the same operands give the same bits")
  default void required_operatorRepeat() {
    forEachCase(OperatorChecks::repeat);
    forEachOperator(
        List.copyOf(OperatorCases.operators()),
        (session, operator) ->
            OperatorCases.large(operator).forEach(new OperatorChecks(session)::repeat));
  }

  /** Runs operators in place. */
  @Test
  @DisplayName("op.inplace: element-wise results may replace an operand")
  default void required_operatorInPlace() {
    forEachCase(OperatorChecks::inPlace);
  }

  /** Runs mandatory operators over NaNs and infinities. */
  @Test
  @DisplayName("op.nan: NaN and infinity propagate")
  default void required_operatorNan() {
    forEachOperator(
        OperatorCases.mandatory(),
        (session, operator) -> {
          Random random = new Random(31);
          for (OperatorCase subject : OperatorCases.of(operator, randomCases())) {
            if (SpecialNumbers.matter(subject)) {
              new OperatorChecks(session).nan(subject, subject.withSpecialNumbers(random));
            }
          }
        });
  }

  private void forEachCase(BiConsumer<OperatorChecks, OperatorCase> check) {
    forEachOperator(
        List.copyOf(OperatorCases.operators()),
        (session, operator) -> {
          for (OperatorCase subject : OperatorCases.of(operator, randomCases())) {
            check.accept(new OperatorChecks(session), subject);
          }
        });
  }

  /** Checks every operator, and reports the first violation of each one that has any. */
  private void forEachOperator(List<String> operators, BiConsumer<DeviceSession, String> check) {
    List<RuleViolation> violations = new ArrayList<>();
    try (DeviceSession session = Opening.session(this)) {
      for (String operator : operators) {
        try {
          check.accept(session, operator);
        } catch (RuleViolation violation) {
          violations.add(violation);
        }
      }
    }
    if (!violations.isEmpty()) {
      RuleViolation first = violations.remove(0);
      violations.forEach(first::addSuppressed);
      throw first;
    }
  }
}
