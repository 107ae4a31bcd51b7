package io.decant.spi.layout;

import io.decant.spi.memory.Block;

/**
 * What an operator does with a block that may have channels last.
 *
 * @param block the block
 * @param placed whether it may be with channels last here; otherwise it must be with channels first
 * @param reads whether old contents matter, be it of elements that are not overwritten
 * @param writes whether contents change
 */
record BlockUse(Block block, boolean placed, boolean reads, boolean writes) {
  /** Returns what two operands in one block do with it together. */
  BlockUse and(BlockUse other) {
    return new BlockUse(
        block, placed && other.placed, reads || other.reads, writes || other.writes);
  }
}
