package io.decant.tiering;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Supplier;

/** Where all blocks are at a moment, to compare with and to go back or ahead to. */
final class BlockStates {
  private static final long ELSEWHERE = -1;

  private final DevicePool pool;
  private final Room room;
  private final CopyEngine copies;
  private final Supplier<Collection<ManagedBlock>> blocks;

  /**
   * Creates a view.
   *
   * @param blocks supplies the blocks, in an order that changes only when they do
   */
  BlockStates(
      DevicePool pool, Room room, CopyEngine copies, Supplier<Collection<ManagedBlock>> blocks) {
    this.pool = pool;
    this.room = room;
    this.copies = copies;
    this.blocks = blocks;
  }

  /** A moment; equal to another when all blocks are where they were. */
  static final class Snapshot {
    private final ManagedBlock[] blocks;
    private final Residency[] states;
    private final boolean[] copies;
    private final long[] addresses;
    private final long[] next;

    private Snapshot(ManagedBlock[] blocks) {
      this.blocks = blocks;
      this.states = new Residency[blocks.length];
      this.copies = new boolean[blocks.length];
      this.addresses = new long[blocks.length];
      this.next = new long[blocks.length];
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Snapshot moment
          && Arrays.equals(blocks, moment.blocks)
          && Arrays.equals(states, moment.states)
          && Arrays.equals(copies, moment.copies)
          && Arrays.equals(addresses, moment.addresses)
          && Arrays.equals(next, moment.next);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(addresses);
    }
  }

  /** Returns where blocks are. */
  Snapshot take() {
    Snapshot now = new Snapshot(blocks.get().toArray(new ManagedBlock[0]));
    for (int i = 0; i < now.blocks.length; i++) {
      ManagedBlock block = now.blocks[i];
      boolean here = block.residency().onDevice();
      now.states[i] = block.residency();
      now.copies[i] = block.hasCopy();
      now.addresses[i] = here ? pool.address(block.place()) : ELSEWHERE;
      now.next[i] = block.next();
    }
    return now;
  }

  /**
   * Takes note that work on the device, which all streams are ordered behind, has left blocks where
   * they were at another moment.
   */
  void become(Snapshot moment) {
    Snapshot now = take();
    giveUpPlaces(now, moment);
    for (int i = 0; i < now.blocks.length; i++) {
      ManagedBlock block = now.blocks[i];
      Residency residency = moment.states[i];
      long address = moment.addresses[i];
      if (address == ELSEWHERE) {
        block.resume(residency, null);
      } else if (address == now.addresses[i]) {
        block.resume(residency, block.place());
      } else {
        block.resume(residency, take(block, address));
        room.touch(block);
      }
      block.goesNextTo(moment.next[i]);
    }
  }

  private void giveUpPlaces(Snapshot now, Snapshot moment) {
    Fence behind = null;
    for (int i = 0; i < now.blocks.length; i++) {
      if (now.addresses[i] != moment.addresses[i] && now.addresses[i] != ELSEWHERE) {
        behind = behind == null ? copies.compute().mark() : behind;
        room.left(now.blocks[i]);
        pool.give(now.blocks[i].place(), behind);
      }
    }
  }

  private Place take(ManagedBlock block, long address) {
    long bytes = block.block().bytes();
    Place place = bytes == 0 ? pool.take(0) : pool.takeAt(address, bytes);
    if (place == null) {
      throw new IllegalStateException(block.block() + " has no room at " + address);
    }
    pool.awaitOwners(place, copies.compute());
    return place;
  }
}
