package io.decant.tiering;

import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PoolCapacity;
import java.util.Comparator;

/**
 * Refuses programs of which an operator does not fit a pool.
 *
 * @param alignment of blocks, in bytes
 * @param allocationLimit the most bytes that the device allocates at once
 */
record FitCheck(int alignment, long allocationLimit) {
  /**
   * Refuses a program, naming the operator that needs most, when one does not fit.
   *
   * @param capacity of the pool
   * @param limit bytes of the pool
   * @throws DeviceMemoryExceededException when one does not
   */
  void refuse(LoweredProgram program, PoolCapacity capacity, long limit) {
    program.ops().stream()
        .filter(op -> !capacity.holds(op))
        .max(Comparator.comparingLong(op -> op.workingSetBytes(alignment)))
        .ifPresent(
            op -> {
              throw new DeviceMemoryExceededException(
                  op.op().layer(), op.workingSetBytes(alignment), limit, explain(op, limit));
            });
  }

  private String explain(LoweredOp op, long limit) {
    String name = op.op().spec().name() + " (" + op.op().direction() + ")";
    if (op.workingSetBytes(alignment) <= limit) {
      return "the blocks of its operator "
          + name
          + " cannot be spread over slabs of at most "
          + allocationLimit
          + " bytes, which is all that the device allocates at once; lower the batch size";
    }
    return "all blocks of its operator "
        + name
        + " must be on the device at once; raise --device_memory to at least this, or lower the"
        + " batch size";
  }
}
