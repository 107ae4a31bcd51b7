package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.Recorder;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.WindowOf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows the blocks of the admitted programs, and has them brought into the {@link Room} that the
 * pool has when they are leased, or earlier where a plan says so.
 *
 * <p>An early {@link #swapIn} never moves everything: a block for which single ones making room is
 * not enough stays on the host until it is leased.
 */
final class TieredResidency implements ResidencyManager {
  private final DevicePool pool;
  private final CopyEngine copies;
  private final BlockMover mover;
  private final Map<Block, ManagedBlock> blocks = new HashMap<>();
  private final IdentityHashMap<LoweredProgram, List<ManagedBlock>> programs =
      new IdentityHashMap<>();
  private final IdentityHashMap<LoweredProgram, Plan> plans = new IdentityHashMap<>();
  private final Room room;
  private final OpClock clock;
  private final Traffic traffic;
  private final PlannedRecordings recordings;
  private final LateRuns late;
  private final StorageReturn returns;
  private Runnable onMeasured = () -> {};
  private Consumer<LoweredProgram> onRun = program -> {};

  TieredResidency(
      DevicePool pool,
      CopyEngine copies,
      BlockMover mover,
      OpClock clock,
      Traffic traffic,
      @Nullable Recorder recorder,
      BackendListener listener,
      LateRuns late) {
    this.late = late;
    this.clock = clock;
    this.traffic = traffic;
    this.pool = pool;
    this.copies = copies;
    this.mover = mover;
    this.returns = new StorageReturn(mover);
    this.room = new Room(pool, copies, mover);
    BlockStates states = new BlockStates(pool, room, copies, blocks::values);
    this.recordings = new PlannedRecordings(recorder, copies, states, traffic, listener, late);
  }

  /** Returns the programs that are known. */
  Set<LoweredProgram> programs() {
    return programs.keySet();
  }

  void add(LoweredProgram program) {
    List<ManagedBlock> used = new ArrayList<>();
    for (Block block : program.blocks()) {
      ManagedBlock managed = blocks.computeIfAbsent(block, this::create);
      managed.joinProgram();
      used.add(managed);
    }
    programs.put(program, used);
  }

  private ManagedBlock create(Block block) {
    WindowOf window = block.window();
    return window == null
        ? new ManagedBlock(block)
        : new ManagedBlock(block, managed(window.parent()));
  }

  /** Says what to do when the times of operators are known. */
  void onMeasured(Runnable action) {
    onMeasured = action;
  }

  /** Says what to do when a run of a program begins, before its plan is looked at. */
  void onRun(Consumer<LoweredProgram> action) {
    onRun = action;
  }

  /**
   * Makes sure that each run of a program begins with some blocks where its plan expects them, and
   * that contents last as long as it expects; null for no plan.
   */
  void follow(LoweredProgram program, @Nullable Plan plan) {
    recordings.forget(program);
    late.restart(program);
    if (plan == null) {
      plans.remove(program);
    } else {
      plans.put(program, plan);
    }
  }

  /**
   * Hands storage out to the blocks that leave, the fastest to the first, and gives back that of
   * all others, of those whose contents are there once they have come to the device.
   */
  void handOutStorage(List<PlannedMoves.Moved> fastestFirst) {
    recordings.clear();
    List<ManagedBlock> leaving = fastestFirst.stream().map(one -> managed(one.block())).toList();
    returns.start(blocks.values(), new HashSet<>(leaving));
    mover.handOut(fastestFirst, leaving);
  }

  /** Says which blocks never make room for others. */
  void keep(StayingBlocks blocks) {
    room.keep(blocks);
  }

  void remove(LoweredProgram program) {
    plans.remove(program);
    recordings.forget(program);
    late.forget(program);
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
    room.forget(block);
    blocks.remove(block.block());
    returns.forget(block);
    mover.release(block);
  }

  /** Moves everything to the host. */
  void evictAll() {
    room.evictAll();
  }

  void clear() {
    recordings.clear();
    late.close();
    returns.clear();
    blocks.clear();
    programs.clear();
    plans.clear();
    room.clear();
  }

  @Override
  public void begin(LoweredProgram program) {
    List<ManagedBlock> used = programs.get(program);
    if (used == null) {
      throw new IllegalStateException("program '" + program.program().name() + "' is not admitted");
    }
    copies.settle();
    returns.begin();
    if (clock.begin(program)) {
      onMeasured.run();
    }
    onRun.accept(program);
    Plan plan = plans.get(program);
    room.last(plan == null ? Set.of() : plan.lasting());
    room.forget(used.stream().filter(this::endsWithRun).toList());
    bringHome(plan == null ? Map.of() : plan.home());
    clock.fallBehind();
  }

  private boolean endsWithRun(ManagedBlock block) {
    boolean onHost = room.lasts(block) && !block.residency().onDevice();
    return !block.block().persistent() && !onHost;
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
    misplaced.stream().filter(block -> block.residency().onDevice()).forEach(room::evict);
    misplaced.forEach(block -> room.enter(block, true, Set.of()));
  }

  @Override
  public void enqueue(Schedule schedule, int part, Runnable work) {
    if (clock.isMeasuring()) {
      work.run();
    } else {
      recordings.run(schedule, part, work);
    }
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
    copies.settleSome();
    List<Wanted> wanted = new ArrayList<>(accesses.size());
    for (BlockAccess access : accesses) {
      ManagedBlock block = managed(access.block());
      if (access.fetch() && !access.writes()) {
        refuseWhatHoldsNothing(block);
      }
      wanted.add(new Wanted(access, block));
    }
    if (room.openParents(wanted.stream().map(Wanted::block).toList())) {
      mover.countTile();
    }
    room.bring(wanted);
    List<ManagedBlock> leased = wanted.stream().map(Wanted::block).toList();
    BlockLease lease = new BlockLease(accesses, leased, gone -> end(accesses, gone));
    for (Wanted one : wanted) {
      one.block().awaitArrival(copies.compute());
      if (one.access().writes()) {
        mover.modify(one.block());
      }
      room.touch(one.block());
    }
    copies.compute().changed();
    clock.starts(accesses);
    return lease;
  }

  private void end(List<BlockAccess> accesses, List<ManagedBlock> gone) {
    clock.ends(accesses);
    copies.compute().changed();
    room.forget(gone.stream().filter(block -> !room.lasts(block)).toList());
  }

  @Override
  public void swapIn(Block block) {
    copies.settleSome();
    ManagedBlock managed = managed(block);
    refuseWhatHoldsNothing(managed);
    room.openParents(List.of(managed));
    if (!managed.residency().onDevice() && room.enter(managed, true, Set.of(managed))) {
      managed.arrivesAhead();
    }
  }

  @Override
  public void swapOut(Block block) {
    copies.settleSome();
    ManagedBlock managed = managed(block);
    if (managed.residency().onDevice()) {
      room.sendAway(managed);
    }
  }

  @Override
  public void writeBack(Block block) {
    copies.settleSome();
    mover.writeBack(managed(block));
  }

  @Override
  public void drop(Block block) {
    copies.settleSome();
    room.forget(managed(block));
  }

  @Override
  public void recomputes(LoweredOp op) {
    traffic.recompute(op);
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

  private static void refuseWhatHoldsNothing(ManagedBlock block) {
    ManagedBlock parent = block.parent();
    ManagedBlock holder = parent == null ? block : parent;
    if (holder.residency() == Residency.NOTHING) {
      throw new IllegalStateException(BlockMover.holdsNothing(holder));
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
