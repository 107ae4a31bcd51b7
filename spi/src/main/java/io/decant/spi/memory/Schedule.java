package io.decant.spi.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps that run a program. Whoever made a schedule may give it better steps between two runs,
 * for instance when times have been measured; results stay the same. Used by one thread at a time.
 */
public final class Schedule {
  private final LoweredProgram program;
  private final List<Integer> early;
  private List<Step> steps;
  private boolean onlyComputes;

  /**
   * Creates a schedule.
   *
   * @param program what is run
   * @param steps in order
   */
  public Schedule(LoweredProgram program, List<Step> steps) {
    this.program = program;
    this.early = List.copyOf(EarlyOps.of(program));
    this.steps = List.copyOf(steps);
    this.onlyComputes = onlyComputes(program, this.steps);
  }

  /**
   * Returns the schedule that runs every operator once, in order, and leaves memory to leases. What
   * was written to windows goes back to their blocks behind its last use.
   */
  public static Schedule inOrder(LoweredProgram program) {
    WindowSteps windows = new WindowSteps(program);
    List<Step> steps = new ArrayList<>(program.ops().size());
    for (int i = 0; i < program.ops().size(); i++) {
      steps.add(new Step.Compute(i));
      steps.addAll(windows.stores(i));
      steps.addAll(windows.drops(i));
    }
    return new Schedule(program, steps);
  }

  /** Returns what is run. */
  public LoweredProgram program() {
    return program;
  }

  /** Returns the {@link EarlyOps} of the program. */
  public List<Integer> early() {
    return early;
  }

  /** Returns the steps of the next run, in order. */
  public List<Step> steps() {
    return steps;
  }

  /** Replaces the steps; not while they run. */
  public void replan(List<Step> better) {
    steps = List.copyOf(better);
    onlyComputes = onlyComputes(program, steps);
  }

  /** Returns whether the steps run each operator once, in order, and nothing else. */
  public boolean onlyComputes() {
    return onlyComputes;
  }

  private static boolean onlyComputes(LoweredProgram program, List<Step> steps) {
    if (steps.size() != program.ops().size()) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!(steps.get(i) instanceof Step.Compute compute) || compute.op() != i) {
        return false;
      }
    }
    return true;
  }
}
