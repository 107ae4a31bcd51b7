package io.decant.spi.memory;

/**
 * What one operator does with one block, all of its operands in that block taken together.
 *
 * @param block the block
 * @param fetch whether old contents, if there are any, must be there
 * @param writes whether contents change
 * @param dead whether nobody looks at the contents afterwards
 */
public record BlockAccess(Block block, boolean fetch, boolean writes, boolean dead) {}
