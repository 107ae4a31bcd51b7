package io.decant.spi.layout;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The blocks that hold with channels last what others hold with channels first: one for each, so
 * that programs that share blocks share these, too. Thread-safe.
 */
final class ReorderedBlocks {
  private final Map<Block, Block> blocks = new WeakHashMap<>();

  /** Returns the block with channels last. */
  synchronized Block of(Block first) {
    return blocks.computeIfAbsent(
        first,
        key ->
            new Block(
                key.name() + " (channels last)",
                key.bytes(),
                key.persistent() ? BlockRole.WORKSPACE : key.role(),
                false));
  }
}
