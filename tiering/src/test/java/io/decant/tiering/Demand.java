package io.decant.tiering;

import io.decant.spi.memory.Footprint;
import io.decant.spi.memory.LoweredProgram;

/**
 * The device memory that a program wants.
 *
 * @param smallest bytes of the blocks of its largest operator
 * @param whole bytes of all that is there at once
 */
record Demand(long smallest, long whole) {
  static Demand of(LoweredProgram lowered, int alignment) {
    Footprint footprint = new Footprint(alignment);
    footprint.add(lowered);
    long smallest =
        lowered.ops().stream().mapToLong(op -> op.workingSetBytes(alignment)).max().orElse(0);
    return new Demand(smallest, footprint.bytes());
  }
}
