package io.decant.api.forecast;

import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Plan;

/**
 * A program, with operators cut that the pool does not hold, and its plan.
 *
 * @param program what runs; its operators cannot be run any more
 * @param plan how
 */
public record PlannedProgram(LoweredProgram program, Plan plan) {
  /** Returns how many operators are parts of one that the pool does not hold whole. */
  public long tiles() {
    return program.ops().stream().filter(op -> !op.parents().isEmpty()).count();
  }
}
