package io.decant.conformance.trial;

import io.decant.conformance.cases.OperatorCase;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.Executable;

/** Runs one case on a device, again and again, and keeps what the memory around it looks like. */
public final class OperatorTrial implements AutoCloseable {
  /** What WRITE operands hold before a run, unless it matters: a number that no case computes. */
  public static final int NUMBER = Float.floatToRawIntBits(77777);

  /** What WRITE operands hold before a run in which nobody may look at them. */
  public static final int POISON = Float.floatToRawIntBits(Float.NaN);

  private final DeviceSession session;
  private final String rule;
  private final Executable executable;
  private final Arrangement arrangement;
  private final DeviceSlab slab;

  /**
   * Prepares a trial.
   *
   * @param session where to run; stays open
   * @param rule the rule that is broken when the operator fails
   * @param subject what to run
   * @param executable its prepared form; stays open
   * @param placement where its operands lie
   */
  public OperatorTrial(
      DeviceSession session,
      String rule,
      OperatorCase subject,
      Executable executable,
      Placement placement) {
    this.session = session;
    this.rule = rule;
    this.executable = executable;
    this.arrangement =
        Arrangement.of(subject, session.device().facts(), placement, executable.workspaceBytes());
    this.slab = session.device().allocate(4L * arrangement.words());
  }

  /**
   * Runs the operator once on fresh operands.
   *
   * @param prefill the word that WRITE operands and the workspace hold before
   */
  public Outcome run(int prefill) {
    int[] before = arrangement.image(prefill);
    session.write(slab, 0, before);
    try {
      executable.enqueue(session.stream(), arrangement.operands(slab), arrangement.workspace(slab));
      session.stream().synchronize();
    } catch (RuntimeException e) {
      throw new RuleViolation(rule, arrangement.subject() + " failed", e);
    }
    return new Outcome(arrangement, before, session.read(slab, 0, arrangement.words()));
  }

  @Override
  public void close() {
    slab.close();
  }
}
