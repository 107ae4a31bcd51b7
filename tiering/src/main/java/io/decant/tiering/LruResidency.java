package io.decant.tiering;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings blocks in when they are leased. Where room is needed, those go that have not been leased
 * for the longest time. Where room is there but in pieces, everything goes and the blocks of the
 * lease are placed afresh, the largest first.
 *
 * <p>An early {@link #swapIn} makes room in the same way, but never moves everything: a block for
 * which that is not enough stays on the host until it is leased.
 */
final class LruResidency implements ResidencyManager {
  private final DevicePool pool;
  private final CopyEngine copies;
  private final BlockMover mover;
  private final Map<Block, ManagedBlock> blocks = new HashMap<>();
  private final IdentityHashMap<LoweredProgram, List<ManagedBlock>> programs =
      new IdentityHashMap<>();
  private final Set<ManagedBlock> leastRecentFirst = new LinkedHashSet<>();

  LruResidency(DevicePool pool, CopyEngine copies, BlockMover mover) {
    this.pool = pool;
    this.copies = copies;
    this.mover = mover;
  }

  /** Returns the programs that are known. */
  Set<LoweredProgram> programs() {
    return programs.keySet();
  }

  void add(LoweredProgram program) {
    List<ManagedBlock> used = new ArrayList<>();
    for (Block block : program.blocks()) {
      ManagedBlock managed = blocks.computeIfAbsent(block, ManagedBlock::new);
      managed.joinProgram();
      used.add(managed);
    }
    programs.put(program, used);
  }

  void remove(LoweredProgram program) {
    List<ManagedBlock> used = programs.remove(program);
    if (used == null) {
      return;
    }
    for (ManagedBlock block : used) {
      if (block.leaveProgram() && !block.block().persistent()) {
        forget(block);
        blocks.remove(block.block());
      }
    }
  }

  /** Forgets a persistent block that no program uses. */
  void release(Block persistent) {
    ManagedBlock block = blocks.get(persistent);
    if (block != null) {
      if (block.isInProgram()) {
        throw new IllegalStateException(persistent + " belongs to an admitted program");
      }
      forget(block);
      blocks.remove(persistent);
    }
  }

  /** Moves everything to the host. */
  void evictAll() {
    for (ManagedBlock block : List.copyOf(leastRecentFirst)) {
      evict(block);
    }
  }

  void clear() {
    blocks.clear();
    programs.clear();
    leastRecentFirst.clear();
  }

  @Override
  public void begin(LoweredProgram program) {
    List<ManagedBlock> used = programs.get(program);
    if (used == null) {
      throw new IllegalStateException("program '" + program.program().name() + "' is not admitted");
    }
    copies.settle();
    forget(used.stream().filter(block -> !block.block().persistent()).toList());
  }

  @Override
  public Lease lease(List<BlockAccess> accesses) {
    copies.settle();
    List<ManagedBlock> wanted = new ArrayList<>(accesses.size());
    for (BlockAccess access : accesses) {
      ManagedBlock block = managed(access.block());
      if (access.fetch() && !access.writes() && block.residency() == Residency.NOTHING) {
        throw new IllegalStateException(BlockMover.holdsNothing(block));
      }
      wanted.add(block);
    }
    makeResident(accesses, wanted);
    BlockLease lease = new BlockLease(List.copyOf(accesses), wanted, this::forget);
    for (int i = 0; i < wanted.size(); i++) {
      ManagedBlock block = wanted.get(i);
      block.awaitArrival(copies.compute());
      if (accesses.get(i).writes()) {
        mover.modify(block);
      }
      touch(block);
    }
    return lease;
  }

  @Override
  public void swapIn(Block block) {
    copies.settle();
    ManagedBlock managed = managed(block);
    if (managed.residency() == Residency.NOTHING) {
      throw new IllegalStateException(BlockMover.holdsNothing(managed));
    }
    if (!managed.residency().onDevice() && enter(managed, true, Set.of(managed))) {
      touch(managed);
    }
  }

  @Override
  public void swapOut(Block block) {
    copies.settle();
    ManagedBlock managed = managed(block);
    if (managed.residency().onDevice()) {
      evict(managed);
    }
  }

  @Override
  public void drop(Block block) {
    copies.settle();
    forget(managed(block));
  }

  @Override
  public void read(Region region, HostMemory target, long targetOffset) {
    copies.settle();
    long bytes = denseBytes(region);
    HostBytes.check(target, targetOffset, bytes);
    mover.read(managed(region.block()), region.offset(), bytes, target, targetOffset);
  }

  @Override
  public void write(Region region, HostMemory source, long sourceOffset) {
    copies.settle();
    long bytes = denseBytes(region);
    HostBytes.check(source, sourceOffset, bytes);
    mover.write(managed(region.block()), region.offset(), bytes, source, sourceOffset);
  }

  private void makeResident(List<BlockAccess> accesses, List<ManagedBlock> wanted) {
    Set<ManagedBlock> stay = new HashSet<>(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      ManagedBlock block = wanted.get(i);
      if (!block.residency().onDevice() && !enter(block, accesses.get(i).fetch(), stay)) {
        placeAfresh(accesses);
        return;
      }
    }
  }

  /** Empties the pool, except for what other leases hold, and fills it with these blocks. */
  private void placeAfresh(List<BlockAccess> accesses) {
    for (BlockAccess access : accesses) {
      ManagedBlock block = managed(access.block());
      if (!access.fetch() && block.residency().onDevice() && !block.isLeased()) {
        forget(block);
      }
    }
    for (ManagedBlock block : List.copyOf(leastRecentFirst)) {
      if (!block.isLeased()) {
        evict(block);
      }
    }
    List<BlockAccess> largestFirst = new ArrayList<>(accesses);
    largestFirst.sort(Packing.LARGEST_FIRST);
    for (BlockAccess access : largestFirst) {
      ManagedBlock block = managed(access.block());
      if (!block.residency().onDevice() && !enter(block, access.fetch(), Set.of())) {
        throw new IllegalStateException(
            block.block()
                + " does not fit beside what is leased: the pool has "
                + pool.bytes()
                + " bytes; only blocks of admitted programs are sure to fit");
      }
    }
  }

  /** Brings a block to the device, if need be in the place of others than {@code stay}. */
  private boolean enter(ManagedBlock block, boolean fetch, Set<ManagedBlock> stay) {
    while (!mover.enter(block, fetch)) {
      ManagedBlock victim = victim(stay);
      if (victim == null) {
        return false;
      }
      evict(victim);
    }
    leastRecentFirst.add(block);
    return true;
  }

  private @Nullable ManagedBlock victim(Set<ManagedBlock> stay) {
    for (ManagedBlock block : leastRecentFirst) {
      if (!block.isLeased() && block.block().bytes() > 0 && !stay.contains(block)) {
        return block;
      }
    }
    return null;
  }

  private void evict(ManagedBlock block) {
    mover.evict(block);
    leastRecentFirst.remove(block);
  }

  private void forget(ManagedBlock block) {
    mover.drop(block);
    leastRecentFirst.remove(block);
  }

  /** Forgets several blocks behind one fence. */
  private void forget(List<ManagedBlock> gone) {
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
      leastRecentFirst.remove(block);
    }
  }

  private void touch(ManagedBlock block) {
    leastRecentFirst.remove(block);
    leastRecentFirst.add(block);
  }

  private ManagedBlock managed(Block block) {
    ManagedBlock known = blocks.get(block);
    if (known != null) {
      return known;
    }
    if (!block.persistent()) {
      throw new IllegalStateException(block + " belongs to no admitted program");
    }
    ManagedBlock fresh = new ManagedBlock(block);
    blocks.put(block, fresh);
    return fresh;
  }

  private static long denseBytes(Region region) {
    if (!region.tensor().isDense()) {
      throw new IllegalArgumentException(region.tensor() + " is not dense");
    }
    return region.tensor().extentBytes();
  }
}
