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
final class TieredResidency implements ResidencyManager {
  private final DevicePool pool;
  private final CopyEngine copies;
  private final BlockMover mover;
  private final Map<Block, ManagedBlock> blocks = new HashMap<>();
  private final IdentityHashMap<LoweredProgram, List<ManagedBlock>> programs =
      new IdentityHashMap<>();
  private final IdentityHashMap<LoweredProgram, Map<Block, Long>> homes = new IdentityHashMap<>();
  private final Residents residents;
  private final OpClock clock;
  private Runnable onMeasured = () -> {};

  TieredResidency(DevicePool pool, CopyEngine copies, BlockMover mover, OpClock clock) {
    this.clock = clock;
    this.pool = pool;
    this.copies = copies;
    this.mover = mover;
    this.residents = new Residents(pool);
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

  /** Says what to do when the times of operators are known. */
  void onMeasured(Runnable action) {
    onMeasured = action;
  }

  /**
   * Makes sure that each run of a program begins with some blocks where its plan expects them.
   *
   * @param home their addresses in the pool
   */
  void beginWith(LoweredProgram program, Map<Block, Long> home) {
    homes.put(program, home);
  }

  void remove(LoweredProgram program) {
    homes.remove(program);
    clock.forget(program);
    List<ManagedBlock> used = programs.remove(program);
    if (used == null) {
      return;
    }
    for (ManagedBlock block : used) {
      if (block.leaveProgram() && !block.block().persistent()) {
        giveUp(block);
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
      giveUp(block);
    }
  }

  private void giveUp(ManagedBlock block) {
    forget(block);
    blocks.remove(block.block());
    mover.release(block);
  }

  /** Moves everything to the host. */
  void evictAll() {
    residents.all().forEach(this::evict);
  }

  void clear() {
    blocks.clear();
    programs.clear();
    homes.clear();
    residents.clear();
  }

  @Override
  public void begin(LoweredProgram program) {
    List<ManagedBlock> used = programs.get(program);
    if (used == null) {
      throw new IllegalStateException("program '" + program.program().name() + "' is not admitted");
    }
    copies.settle();
    if (clock.begin(program)) {
      onMeasured.run();
    }
    forget(used.stream().filter(block -> !block.block().persistent()).toList());
    bringHome(homes.getOrDefault(program, Map.of()));
  }

  /** Moves blocks to their addresses; costs nothing where the last run left them there. */
  private void bringHome(Map<Block, Long> home) {
    List<ManagedBlock> misplaced = new ArrayList<>();
    home.forEach(
        (block, address) -> {
          ManagedBlock managed = managed(block);
          if (!managed.residency().onDevice() || pool.address(managed.place()) != address) {
            misplaced.add(managed);
            managed.goesNextTo(address);
          }
        });
    misplaced.stream().filter(block -> block.residency().onDevice()).forEach(this::evict);
    misplaced.forEach(block -> enter(block, true, Set.of()));
  }

  @Override
  public void place(Block block, long address) {
    ManagedBlock managed = managed(block);
    if (!managed.residency().onDevice()) {
      managed.goesNextTo(address);
    }
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
    BlockLease lease = new BlockLease(accesses, wanted, gone -> end(accesses, gone));
    for (int i = 0; i < wanted.size(); i++) {
      ManagedBlock block = wanted.get(i);
      block.awaitArrival(copies.compute());
      if (accesses.get(i).writes()) {
        mover.modify(block);
      }
      residents.touch(block);
    }
    clock.starts(accesses);
    return lease;
  }

  private void end(List<BlockAccess> accesses, List<ManagedBlock> gone) {
    clock.ends(accesses);
    forget(gone);
  }

  @Override
  public void swapIn(Block block) {
    copies.settle();
    ManagedBlock managed = managed(block);
    if (managed.residency() == Residency.NOTHING) {
      throw new IllegalStateException(BlockMover.holdsNothing(managed));
    }
    if (!managed.residency().onDevice() && enter(managed, true, Set.of(managed))) {
      residents.touch(managed);
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
    for (ManagedBlock block : residents.all()) {
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
    if (!enterPlanned(block, fetch, stay)) {
      while (!mover.enter(block, fetch, ManagedBlock.ANYWHERE)) {
        ManagedBlock victim = residents.victim(stay);
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
   * Brings a block to the address that a plan gave it; others there leave unless they must stay.
   */
  private boolean enterPlanned(ManagedBlock block, boolean fetch, Set<ManagedBlock> stay) {
    long address = block.takeNext();
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

  private void evict(ManagedBlock block) {
    mover.evict(block);
    residents.remove(block);
  }

  private void forget(ManagedBlock block) {
    mover.drop(block);
    residents.remove(block);
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
      residents.remove(block);
    }
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
