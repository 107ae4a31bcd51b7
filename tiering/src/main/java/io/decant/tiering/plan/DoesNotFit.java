package io.decant.tiering.plan;

import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.ProgramOp;

/** Says why a program cannot run in a pool even when all leave that may. */
final class DoesNotFit {
  private final PlanInput input;
  private final int op;
  private final long pool;

  /**
   * Notes what happened.
   *
   * @param input with everything evicted that may leave around the operator
   * @param op its place in the input's order; the number of operators for the boundary between runs
   */
  DoesNotFit(PlanInput input, int op, long pool) {
    this.input = input;
    this.op = op;
    this.pool = pool;
  }

  DeviceMemoryExceededException exception() {
    long needed = input.occupancy().at(op);
    ProgramOp where = input.order().op(Math.min(op, input.ops() - 1)).op();
    return new DeviceMemoryExceededException(
        where.layer(),
        needed,
        pool,
        "its operator "
            + where.spec().name()
            + " ("
            + where.direction()
            + ") and what may not leave the device at that time need this much; let more leave by a"
            + " smaller -lms or -lms_frac, or by --lms auto, or raise --device_memory");
  }
}
