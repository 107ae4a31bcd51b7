package io.decant.spi.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps that run a program.
 *
 * @param program what is run
 * @param steps in order
 */
public record Schedule(LoweredProgram program, List<Step> steps) {
  /** Copies the list. */
  public Schedule {
    steps = List.copyOf(steps);
  }

  /** Returns the schedule that runs every operator once, in order, and leaves memory to leases. */
  public static Schedule inOrder(LoweredProgram program) {
    List<Step> steps = new ArrayList<>(program.ops().size());
    for (int i = 0; i < program.ops().size(); i++) {
      steps.add(new Step.Compute(i));
    }
    return new Schedule(program, steps);
  }
}
