package io.decant.api.forecast;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import java.util.List;

/**
 * The memory of one layer.
 *
 * @param layer its name
 * @param blocks the blocks that its operators touch first, in all programs
 * @param workingSetBytes the largest number of bytes that one of its operators needs at once
 */
public record LayerMemory(String layer, List<Block> blocks, long workingSetBytes) {
  /** Copies the list. */
  public LayerMemory {
    blocks = List.copyOf(blocks);
  }

  /** Returns the bytes of the blocks of a role. */
  public long bytes(BlockRole role) {
    return blocks.stream().filter(b -> b.role() == role).mapToLong(Block::bytes).sum();
  }

  /** Returns the bytes of all its blocks. */
  public long bytes() {
    return blocks.stream().mapToLong(Block::bytes).sum();
  }
}
