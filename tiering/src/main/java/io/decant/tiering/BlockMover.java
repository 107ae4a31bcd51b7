package io.decant.tiering;

import io.decant.spi.device.HostMemory;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes single blocks along the edges of {@link Residency}, with the memory and the copies that go
 * with each. Which blocks, and when, others decide.
 */
final class BlockMover {
  private final DevicePool pool;
  private final Tiers tiers;
  private final CopyEngine copies;
  private final Traffic traffic;

  BlockMover(DevicePool pool, Tiers tiers, CopyEngine copies, Traffic traffic) {
    this.pool = pool;
    this.tiers = tiers;
    this.copies = copies;
    this.traffic = traffic;
  }

  /**
   * Brings a block to the device.
   *
   * @param fetch whether its contents must come along; if not, they are undefined afterwards
   * @param address where to; {@link ManagedBlock#ANYWHERE} for the hole that fits best
   * @return whether there was room
   */
  boolean enter(ManagedBlock block, boolean fetch, long address) {
    boolean upload = fetch && block.residency() == Residency.HOST;
    Timeline user = upload ? copies.copyIn(block.copy()) : copies.compute();
    long bytes = block.block().bytes();
    Place place = address == ManagedBlock.ANYWHERE ? pool.take(bytes) : pool.takeAt(address, bytes);
    if (place == null) {
      return false;
    }
    try {
      if (upload) {
        Fence arrival =
            copies.upload(
                block.copy(),
                block.offsetInCopy(),
                place,
                block.in(),
                (begin, end) -> pool.awaitOwners(place, begin, end, user));
        block.enter(Residency.DEVICE_CLEAN, place);
        block.arriving(arrival);
        traffic.in(block.block());
        return true;
      }
      pool.awaitOwners(place, user);
      if (fetch && block.residency() == Residency.ZERO) {
        copies.zero(place);
        block.enter(Residency.DEVICE_ZERO, place);
        return true;
      }
    } catch (RuntimeException e) {
      giveBack(place, user, e);
      throw e;
    }
    block.enter(Residency.DEVICE_DIRTY, place);
    return true;
  }

  /** Takes a block off the device and keeps its contents. */
  void evict(ManagedBlock block) {
    if (block.isLeased()) {
      throw new IllegalStateException(block.block() + " is leased and cannot leave the device");
    }
    switch (block.residency()) {
      case DEVICE_ZERO -> {
        free(block, Residency.ZERO, () -> fence(block));
        traffic.drop();
      }
      case DEVICE_CLEAN -> {
        free(block, Residency.HOST, () -> fence(block));
        traffic.drop();
      }
      case DEVICE_DIRTY -> {
        HostCopy copy = copyOf(block);
        List<Vacated> left =
            copies.download(block.place(), copy, block.offsetInCopy(), block.out());
        pool.give(block.leave(Residency.HOST), left);
        traffic.out(block.block());
      }
      default -> throw new IllegalStateException(block.block() + " is not on the device");
    }
  }

  /** Copies a block's contents to the host unless they are there; it stays on the device. */
  void writeBack(ManagedBlock block) {
    if (block.isLeased()) {
      throw new IllegalStateException(
          block.block() + " is leased and may change while it is copied");
    }
    if (block.residency() == Residency.DEVICE_DIRTY) {
      HostCopy copy = copyOf(block);
      block.writtenBack(copies.download(block.place(), copy, block.offsetInCopy(), block.out()));
      traffic.out(block.block());
    }
  }

  /** Forgets a block's contents, wherever they are. */
  void drop(ManagedBlock block) {
    drop(block, () -> fence(block));
  }

  /**
   * Forgets a block's contents, wherever they are.
   *
   * @param inUse supplies a fence behind all work that uses its device memory, if it has any
   */
  void drop(ManagedBlock block, Supplier<Fence> inUse) {
    if (block.residency().onDevice()) {
      free(block, block.forgotten(), block.arrival() == null ? inUse : () -> fence(block));
      traffic.drop();
    } else if (block.residency() != block.forgotten()) {
      block.change(block.forgotten());
    }
  }

  /** Gives a block that is not on the device a host copy, for windows to read and write. */
  void open(ManagedBlock parent) {
    if (parent.residency() != Residency.HOST) {
      HostCopy copy = copyOf(parent);
      if (parent.residency() == Residency.ZERO) {
        copies.zero(copy, parent.block().bytes());
      }
      parent.change(Residency.HOST);
    }
  }

  /** Hands storage out anew, the fastest to the first. */
  void handOut(List<PlannedMoves.Moved> fastestFirst, List<ManagedBlock> blocks) {
    new StorageHandout(tiers, copies).run(fastestFirst, blocks);
  }

  /** Gives up the storage of a block whose contents are not there. */
  void release(ManagedBlock block) {
    tiers.giveStorageOf(block);
  }

  /** Notes that a block on the device is about to be changed there. */
  void modify(ManagedBlock block) {
    if (block.residency() != Residency.DEVICE_DIRTY) {
      block.awaitWriteBack(copies.compute());
      block.change(Residency.DEVICE_DIRTY);
    }
  }

  /** Notes that an operator that is about to run is a tile. */
  void countTile() {
    traffic.tile();
  }

  /** Reads a part of a block's contents and waits for it. */
  void read(ManagedBlock block, long offset, long bytes, HostMemory target, long targetOffset) {
    switch (block.residency()) {
      case NOTHING -> throw new IllegalStateException(holdsNothing(block));
      case ZERO, DEVICE_ZERO -> HostBytes.zero(target, targetOffset, bytes);
      case HOST, DEVICE_CLEAN -> copies.read(block.copy(), offset, bytes, target, targetOffset);
      case DEVICE_DIRTY -> copies.read(block.place(), offset, bytes, target, targetOffset);
    }
  }

  /** Writes a part of a block's contents and waits until the source may change. */
  void write(ManagedBlock block, long offset, long bytes, HostMemory source, long sourceOffset) {
    if (block.residency().onDevice()) {
      block.awaitArrival(copies.compute());
      modify(block);
      copies.write(block.place(), offset, bytes, source, sourceOffset);
      return;
    }
    HostCopy copy = copyOf(block);
    if (block.residency() != Residency.HOST) {
      if (bytes < block.block().bytes()) {
        copies.zero(copy, block.block().bytes());
      }
      block.change(Residency.HOST);
    }
    copies.write(copy, offset, bytes, source, sourceOffset);
  }

  static String holdsNothing(ManagedBlock block) {
    return block.block()
        + " holds nothing: it was not written in this run of its program, or given up after its"
        + " last use there; retain it to read it afterwards";
  }

  private void free(ManagedBlock block, Residency next, Supplier<Fence> inUse) {
    Fence fence = inUse.get();
    List<Vacated> parts = block.vacated(fence);
    pool.give(block.leave(next), parts);
  }

  /** Returns a fence behind everything that has used the block's device memory. */
  private Fence fence(ManagedBlock block) {
    block.awaitArrival(copies.compute());
    return copies.compute().mark();
  }

  /** Returns the storage of a block, taken now if this is the first time that it leaves. */
  private HostCopy copyOf(ManagedBlock block) {
    if (!block.hasCopy()) {
      block.hold(tiers.take(block.block().bytes()));
    }
    return block.copy();
  }

  private void giveBack(Place place, Timeline user, RuntimeException cause) {
    try {
      pool.awaitOwners(place, user);
      pool.give(place, user.mark());
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
