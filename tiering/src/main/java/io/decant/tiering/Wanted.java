package io.decant.tiering;

import io.decant.spi.memory.BlockAccess;

/**
 * A block that an operator needs on the device.
 *
 * @param access what it does with it
 * @param block the block
 */
record Wanted(BlockAccess access, ManagedBlock block) {}
