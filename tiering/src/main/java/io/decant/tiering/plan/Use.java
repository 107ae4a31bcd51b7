package io.decant.tiering.plan;

import io.decant.spi.memory.BlockAccess;

/**
 * What one operator does with one block.
 *
 * @param op index of the operator in its program
 * @param fetch whether old contents must be there
 * @param writes whether contents change
 * @param onHost whether the block is on the host meanwhile, for its windows or for the host itself
 */
record Use(int op, boolean fetch, boolean writes, boolean onHost) {
  /** Creates a use on the device. */
  Use(int op, boolean fetch, boolean writes) {
    this(op, fetch, writes, false);
  }

  /** Returns the same by another operator. */
  Use by(int other) {
    return new Use(other, fetch, writes, onHost);
  }

  /** Returns what an operator does with a block on the host. */
  static Use onHost(int op, BlockAccess access) {
    return new Use(op, access.fetch(), access.writes(), true);
  }
}
