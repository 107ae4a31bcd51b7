package io.decant.tiering;

import io.decant.spi.memory.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes room in the pool. Where room is needed, those go that have not been leased for the longest
 * time. Where room is there but in pieces, everything goes and the blocks of a lease are placed
 * afresh, the largest first.
 */
final class Room {
  /** The order in which {@link io.decant.spi.memory.PoolCapacity} tries whether blocks fit. */
  private static final Comparator<Wanted> LARGEST_FIRST =
      Comparator.comparingLong((Wanted one) -> one.access().block().bytes()).reversed();

  private final DevicePool pool;
  private final CopyEngine copies;
  private final BlockMover mover;
  private final Residents residents;
  private StayingBlocks staying = StayingBlocks.NONE;
  private Set<Block> lasting = Set.of();

  Room(DevicePool pool, CopyEngine copies, BlockMover mover) {
    this.pool = pool;
    this.copies = copies;
    this.mover = mover;
    this.residents = new Residents(pool);
  }

  /** Says which blocks never make room for others. */
  void keep(StayingBlocks blocks) {
    staying = blocks;
  }

  /** Says which blocks' contents last until they are dropped. */
  void last(Set<Block> blocks) {
    lasting = blocks;
  }

  /** Returns whether a block's contents last until they are dropped. */
  boolean lasts(ManagedBlock block) {
    return lasting.contains(block.block());
  }

  /** Notes that a block is on the device and was used just now. */
  void touch(ManagedBlock block) {
    residents.touch(block);
  }

  /** Notes that a block is not on the device any more. */
  void left(ManagedBlock block) {
    residents.remove(block);
  }

  /** Brings the parents of windows to the host; returns whether there are windows. */
  boolean openParents(List<ManagedBlock> blocks) {
    boolean windows = false;
    for (ManagedBlock block : blocks) {
      ManagedBlock parent = block.parent();
      if (parent != null) {
        windows = true;
        if (parent.residency().onDevice()) {
          evict(parent);
        }
        mover.open(parent);
      }
    }
    return windows;
  }

  /** Brings blocks to the device, all at once. */
  void bring(List<Wanted> wanted) {
    Set<ManagedBlock> stay = new HashSet<>();
    for (Wanted one : wanted) {
      stay.add(one.block());
      if (staying.hasAddress(one.block().block())) {
        bring(one, Set.of());
      }
    }
    for (Wanted one : wanted) {
      if (!bring(one, stay)) {
        placeAfresh(wanted);
        return;
      }
    }
  }

  /** Brings a block to the device unless it is there; returns whether there was room. */
  private boolean bring(Wanted wanted, Set<ManagedBlock> stay) {
    ManagedBlock block = wanted.block();
    if (block.residency().onDevice()) {
      return true;
    }
    if (lasts(block) && block.residency() == Residency.HOST) {
      copies.copyIn(block.copy()).await(copies.compute().mark());
    }
    return enter(block, wanted.access().fetch() || lasts(block), stay);
  }

  /**
   * Empties the pool, except for what other leases hold or has an address of its own, and fills it
   * with these blocks.
   */
  private void placeAfresh(List<Wanted> wanted) {
    for (Wanted one : wanted) {
      ManagedBlock block = one.block();
      if (!one.access().fetch() && block.residency().onDevice() && !block.isLeased()) {
        forget(block);
      }
    }
    for (ManagedBlock block : residents.all()) {
      if (!block.isLeased() && !staying.hasAddress(block.block())) {
        evict(block);
      }
    }
    List<Wanted> largestFirst = new ArrayList<>(wanted);
    largestFirst.sort(LARGEST_FIRST);
    largestFirst.sort(Comparator.comparing(one -> !staying.hasAddress(one.block().block())));
    for (Wanted one : largestFirst) {
      if (!bring(one, Set.of())) {
        throw new IllegalStateException(
            one.block().block()
                + " does not fit beside what is leased: the pool has "
                + pool.bytes()
                + " bytes; only blocks of admitted programs are sure to fit");
      }
    }
  }

  /**
   * Brings a block to the device, if need be in the place of others than {@code stay}; returns
   * whether there was room.
   */
  boolean enter(ManagedBlock block, boolean fetch, Set<ManagedBlock> stay) {
    if (!enterPlanned(block, fetch, stay)) {
      while (!mover.enter(block, fetch, ManagedBlock.ANYWHERE)) {
        ManagedBlock victim = residents.victim(stay, staying);
        if (victim == null) {
          return false;
        }
        evict(victim);
      }
    }
    residents.touch(block);
    return true;
  }

  /**
   * Brings a block to the address that a plan gave it, or that is its own; others there leave
   * unless they must stay.
   */
  private boolean enterPlanned(ManagedBlock block, boolean fetch, Set<ManagedBlock> stay) {
    long next = block.takeNext();
    long address = next == ManagedBlock.ANYWHERE ? staying.address(block.block()) : next;
    if (address == ManagedBlock.ANYWHERE || block.block().bytes() == 0) {
      return false;
    }
    if (mover.enter(block, fetch, address)) {
      return true;
    }
    List<ManagedBlock> others = residents.within(address, block.block().bytes());
    if (others.stream().anyMatch(stay::contains)) {
      return false;
    }
    others.forEach(this::evict);
    return mover.enter(block, fetch, address);
  }

  /** Moves a block to the host as a plan says. */
  void sendAway(ManagedBlock block) {
    evict(block);
    if (lasts(block) && block.residency() == Residency.HOST) {
      copies.compute().await(block.copy().busy());
    }
  }

  /** Moves a block to the host. */
  void evict(ManagedBlock block) {
    mover.evict(block);
    residents.remove(block);
  }

  /** Moves everything to the host. */
  void evictAll() {
    residents.all().forEach(this::evict);
  }

  /** Gives up a block's contents. */
  void forget(ManagedBlock block) {
    mover.drop(block);
    residents.remove(block);
  }

  /** Gives up the contents of several blocks, behind one fence. */
  void forget(List<ManagedBlock> gone) {
    Supplier<Fence> fence =
        new Supplier<>() {
          private @Nullable Fence shared;

          @Override
          public Fence get() {
            Fence known = shared == null ? copies.compute().mark() : shared;
            shared = known;
            return known;
          }
        };
    for (ManagedBlock block : gone) {
      mover.drop(block, fence);
      residents.remove(block);
    }
  }

  /** Forgets all blocks, whose memory is gone. */
  void clear() {
    residents.clear();
  }
}
