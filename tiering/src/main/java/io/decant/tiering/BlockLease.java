package io.decant.tiering;

import io.decant.spi.device.View;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Blocks on loan. */
final class BlockLease implements Lease {
  private final Map<Block, ManagedBlock> blocks = new HashMap<>();
  private final List<BlockAccess> accesses;
  private final Consumer<List<ManagedBlock>> onClose;
  private boolean closed;

  /**
   * Takes a lease of blocks that are on the device.
   *
   * @param onClose forgets the blocks that nobody needs any more
   */
  BlockLease(
      List<BlockAccess> accesses, List<ManagedBlock> leased, Consumer<List<ManagedBlock>> onClose) {
    this.accesses = accesses;
    this.onClose = onClose;
    for (ManagedBlock block : leased) {
      block.lease();
      blocks.put(block.block(), block);
    }
  }

  @Override
  public View view(Region region) {
    ManagedBlock block = blocks.get(region.block());
    if (closed || block == null) {
      throw new IllegalStateException(
          region.block() + (closed ? " was leased, the lease is closed" : " is not leased"));
    }
    Place place = block.place();
    return new View(place.memory(), place.offset() + region.offset(), region.tensor());
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    blocks.values().forEach(ManagedBlock::endLease);
    onClose.accept(
        accesses.stream()
            .filter(BlockAccess::dead)
            .map(access -> blocks.get(access.block()))
            .filter(block -> block != null && !block.isLeased())
            .toList());
  }
}
