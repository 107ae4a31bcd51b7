package io.decant.tiering;

import io.decant.spi.memory.HostMemoryExceededException;
import io.decant.tiering.PlannedMoves.Moved;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands the storage of the tiers out anew, in {@link StorageShares}. Contents go along where a
 * block has them there.
 */
final class StorageHandout {
  private final Tiers tiers;
  private final CopyEngine copies;

  StorageHandout(Tiers tiers, CopyEngine copies) {
    this.tiers = tiers;
    this.copies = copies;
  }

  /**
   * Gives each block storage that it keeps.
   *
   * @param fastestFirst what is moved of them
   * @param blocks where they are, in the same order
   */
  void run(List<Moved> fastestFirst, List<ManagedBlock> blocks) {
    List<TierPlace> places = places(fastestFirst, blocks);
    List<Runnable> moves = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      ManagedBlock block = blocks.get(i);
      TierPlace place = places.get(i);
      boolean stays = !block.hasCopy() || tiers.place(block.copy()).equals(place);
      if (!stays && block.residency().onHost()) {
        moves.add(() -> move(block, place));
      } else if (!stays) {
        tiers.giveStorageOf(block);
      }
    }
    // the last ones leave fast storage that the first ones get
    for (int i = moves.size() - 1; i >= 0; i--) {
      moves.get(i).run();
    }
    for (int i = 0; i < places.size(); i++) {
      ManagedBlock block = blocks.get(i);
      if (!block.hasCopy()) {
        block.hold(tiers.take(block.block().bytes(), places.get(i), copies.slotBytes()));
      }
    }
  }

  private List<TierPlace> places(List<Moved> fastestFirst, List<ManagedBlock> blocks) {
    long[] room = tiers.room();
    for (ManagedBlock block : blocks) {
      if (block.hasCopy()) {
        tiers.addRoom(block.copy(), room);
      }
    }
    return StorageShares.of(fastestFirst, copies.slotBytes(), room);
  }

  /** Moves contents, unless there is no room for both copies at once: then they stay. */
  private void move(ManagedBlock block, TierPlace place) {
    HostCopy to;
    try {
      to = tiers.take(block.block().bytes(), place, copies.slotBytes());
    } catch (HostMemoryExceededException e) {
      return;
    }
    HostCopy from = block.copy();
    try {
      copies.move(from, to, block.block().bytes());
    } catch (RuntimeException e) {
      tiers.give(to);
      throw e;
    }
    tiers.give(block.exchangeCopy(to));
  }
}
