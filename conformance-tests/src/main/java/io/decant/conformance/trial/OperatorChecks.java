package io.decant.conformance.trial;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.oracle.Estimates;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.BatchNorm;
import io.decant.spi.op.BatchNormBackward;
import io.decant.spi.op.BiasReluBackward;
import io.decant.spi.op.Binary;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.LrnBackward;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.NormaliseBackward;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.ReluBackward;
import io.decant.spi.op.ScaleShift;
import io.decant.spi.op.Sum;
import io.decant.spi.op.Unary;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is checked of one case, by rule. A case that the backend does not prepare breaks none of
 * these rules.
 */
public final class OperatorChecks {
  /** Operators whose result may take the place of their first operand. */
  private static final Set<Class<? extends OpSpec>> SHARING_FIRST =
      Set.of(
          Unary.class,
          Broadcast.class,
          ReluBackward.class,
          Normalise.class,
          NormaliseBackward.class,
          BatchNorm.class,
          BatchNormBackward.class,
          BiasReluBackward.class,
          LrnBackward.class,
          Sum.class,
          ScaleShift.class);

  private final DeviceSession session;

  /** Creates checks on a device; the session stays open. */
  public OperatorChecks(DeviceSession session) {
    this.session = session;
  }

  /** Results are those of the oracle. Returns whether the backend prepared the operator. */
  public boolean value(String rule, OperatorCase subject) {
    return run(rule, subject, prepare(rule, subject), Placement.ALIGNED);
  }

  /** Results are those of the oracle wherever the operands lie. */
  public void views(OperatorCase subject) {
    Optional<Executable> executable = prepare("op.views", subject);
    if (executable.isPresent()) {
      try (Executable prepared = executable.get();
          OperatorTrial aligned =
              new OperatorTrial(session, "op.views", subject, prepared, Placement.ALIGNED);
          OperatorTrial shifted =
              new OperatorTrial(session, "op.views", subject, prepared, Placement.SHIFTED)) {
        List<Estimates> expected = subject.expected();
        if (aligned.run(OperatorTrial.NUMBER).deviation(expected).isEmpty()) {
          Optional<String> wrong = shifted.run(OperatorTrial.NUMBER).deviation(expected);
          fail("op.views", subject, "at odd element offsets: ", wrong);
        }
      }
    }
  }

  /** The result may share its place with the operands that the rule names. */
  public void inPlace(OperatorCase subject) {
    for (int operand = 0; operand < sharable(subject.spec()); operand++) {
      run("op.inplace", subject, prepare("op.inplace", subject), Placement.inPlace(operand));
    }
  }

  /** Special numbers come out as the oracle says, wherever usual ones do. */
  public void nan(OperatorCase usual, OperatorCase special) {
    Optional<Executable> executable = prepare("op.nan", usual);
    if (executable.isPresent()) {
      try (Executable prepared = executable.get();
          OperatorTrial before =
              new OperatorTrial(session, "op.nan", usual, prepared, Placement.ALIGNED);
          OperatorTrial trial =
              new OperatorTrial(session, "op.nan", special, prepared, Placement.ALIGNED)) {
        if (before.run(OperatorTrial.NUMBER).deviation(usual.expected()).isEmpty()) {
          Outcome outcome = trial.run(OperatorTrial.NUMBER);
          fail("op.nan", special, "", outcome.deviation(special.expected()));
        }
      }
    }
  }

  /** Inputs and gaps stay as they are; old contents of results do not matter. */
  public void intent(OperatorCase subject) {
    Optional<Executable> executable = prepare("op.intent", subject);
    if (executable.isPresent()) {
      try (Executable prepared = executable.get();
          OperatorTrial trial =
              new OperatorTrial(session, "op.intent", subject, prepared, Placement.ALIGNED)) {
        Outcome usual = trial.run(OperatorTrial.NUMBER);
        fail("op.intent", subject, "", usual.changedInput());
        fail("op.intent", subject, "", usual.changedGap());
        List<Estimates> expected = subject.expected();
        if (usual.deviation(expected).isEmpty()) {
          Outcome poisoned = trial.run(OperatorTrial.POISON);
          fail(
              "op.intent",
              subject,
              "with NaN in what is to be overwritten: ",
              poisoned.deviation(expected));
        }
      }
    }
  }

  /** The same operands give the same bits. */
  public void repeat(OperatorCase subject) {
    Optional<Executable> executable = prepare("op.repeat", subject);
    if (executable.isPresent()) {
      try (Executable prepared = executable.get();
          OperatorTrial trial =
              new OperatorTrial(session, "op.repeat", subject, prepared, Placement.ALIGNED)) {
        Outcome first = trial.run(OperatorTrial.NUMBER);
        for (int run = 0; run < 2; run++) {
          fail("op.repeat", subject, "", first.difference(trial.run(OperatorTrial.NUMBER)));
        }
      }
    }
  }

  /**
   * The workspace keeps its limit, and nothing around operands and workspace is written.
   *
   * @param mandatory whether the operator must be prepared even without a workspace
   */
  public void workspace(OperatorCase subject, boolean mandatory) {
    for (long limit : new long[] {0, 5000, 1 << 20, PrepareOptions.DEFAULT.workspaceLimit()}) {
      Optional<Executable> executable =
          session.device().prepare(subject.spec(), new PrepareOptions(limit, true));
      RuleViolation.unless(
          executable.isPresent() || !mandatory || limit > 0 || unprepared(subject.spec()),
          "op.workspace",
          subject + " is refused with a workspace limit of 0");
      if (executable.isPresent()) {
        try (Executable prepared = executable.get()) {
          RuleViolation.unless(
              prepared.workspaceBytes() >= 0 && prepared.workspaceBytes() <= limit,
              "op.workspace",
              subject
                  + " wants "
                  + prepared.workspaceBytes()
                  + " bytes of workspace, the limit is "
                  + limit);
          try (OperatorTrial trial =
              new OperatorTrial(session, "op.workspace", subject, prepared, Placement.ALIGNED)) {
            fail("op.workspace", subject, "", trial.run(OperatorTrial.POISON).strayWrite());
          }
        }
      }
    }
  }

  private boolean run(
      String rule, OperatorCase subject, Optional<Executable> executable, Placement placement) {
    if (executable.isEmpty()) {
      return false;
    }
    try (Executable prepared = executable.get();
        OperatorTrial trial = new OperatorTrial(session, rule, subject, prepared, placement)) {
      Outcome outcome = trial.run(OperatorTrial.NUMBER);
      String where =
          placement.shared() < 0 ? "" : "in place of operand " + placement.shared() + ": ";
      fail(rule, subject, where, outcome.deviation(subject.expected()));
      return true;
    }
  }

  private Optional<Executable> prepare(String rule, OperatorCase subject) {
    try {
      return session.prepare(subject.spec());
    } catch (RuntimeException e) {
      throw new RuleViolation(rule, subject + " cannot be prepared", e);
    }
  }

  private boolean unprepared(OpSpec spec) {
    Optional<Executable> executable = session.prepare(spec);
    executable.ifPresent(Executable::close);
    return executable.isEmpty();
  }

  /** Returns how many leading operands the result may share its place with. */
  private static int sharable(OpSpec spec) {
    if (spec instanceof Axpby axpby) {
      return axpby.beta() == 0 ? 1 : 0;
    }
    return spec instanceof Binary ? 2 : SHARING_FIRST.contains(spec.getClass()) ? 1 : 0;
  }

  private static void fail(
      String rule, OperatorCase subject, String where, Optional<String> finding) {
    finding.ifPresent(
        what -> {
          throw new RuleViolation(rule, where + what + "; in " + subject);
        });
  }
}
