package io.decant.tiering.plan;

import io.decant.spi.memory.Block;

/**
 * A block whose contents are dropped, and computed again when they are needed.
 *
 * @param block the block
 * @param producer the operator that computes its contents from others
 * @param dropped the operator behind which it is dropped
 * @param at the operator that needs it next, before which it is computed again
 */
record Recomputation(Block block, int producer, int dropped, int at) {}
