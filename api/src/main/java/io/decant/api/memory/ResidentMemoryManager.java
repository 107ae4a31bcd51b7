package io.decant.api.memory;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.memory.Alignment;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.memory.Schedule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives every block an address of its own for as long as its program is admitted, so that every
 * blob can be read at any time. Only workspaces share addresses, in one arena.
 */
public final class ResidentMemoryManager implements MemoryManager {
  private final Device device;
  private final ResidentBlocks blocks;
  private final IdentityHashMap<LoweredProgram, Set<Block>> used = new IdentityHashMap<>();
  private final Map<Block, DeviceSlab> slabOf = new HashMap<>();
  private final Map<DeviceSlab, Integer> blocksIn = new HashMap<>();
  private @Nullable DeviceSlab arena;
  private long allocated;
  private long peak;

  ResidentMemoryManager(MemoryContext context) {
    this.device = context.device();
    this.blocks = new ResidentBlocks(context.streams(), this::placeAlone);
  }

  @Override
  public Schedule admit(LoweredProgram program) {
    int alignment = alignment();
    Set<Block> fresh = new LinkedHashSet<>();
    for (Block block : program.blocks()) {
      if (!blocks.contains(block) && !ScratchLayout.isScratch(block)) {
        fresh.add(block);
      }
    }
    ScratchLayout scratch = new ScratchLayout(program, alignment);
    refuseWhatDoesNotFit(program, fresh, scratch, alignment);
    select(fresh, ResidentMemoryManager::mayGoAlone).forEach(this::placeAlone);
    allocate(select(fresh, block -> block.persistent() && !mayGoAlone(block)), alignment);
    allocate(select(fresh, block -> !block.persistent()), alignment);
    growArena(scratch.bytes());
    if (arena != null) {
      blocks.placeScratch(scratch.offsets(), arena);
    }
    used.put(program, program.blocks());
    return Schedule.inOrder(program);
  }

  @Override
  public void dismiss(LoweredProgram program) {
    Set<Block> gone = used.remove(program);
    if (gone != null) {
      blocks.forgetScratch(gone);
      gone.stream().filter(block -> !block.persistent() && !isUsed(block)).forEach(this::free);
    }
  }

  @Override
  public void release(Block persistent) {
    if (isUsed(persistent)) {
      throw new IllegalStateException(persistent + " belongs to an admitted program");
    }
    free(persistent);
  }

  private boolean isUsed(Block block) {
    return used.values().stream().anyMatch(known -> known.contains(block));
  }

  /** Forgets a block; the last one of a slab gives the slab back. */
  private void free(Block block) {
    blocks.forget(block);
    DeviceSlab slab = slabOf.remove(block);
    if (slab != null && blocksIn.merge(slab, -1, Integer::sum) == 0) {
      blocksIn.remove(slab);
      account(-slab.bytes());
      slab.close();
    }
  }

  @Override
  public ResidencyManager residency() {
    return blocks;
  }

  @Override
  public MemoryTraffic traffic() {
    return MemoryTraffic.none(peak);
  }

  private void refuseWhatDoesNotFit(
      LoweredProgram program, Set<Block> fresh, ScratchLayout scratch, int alignment) {
    long limit = device.facts().memoryBytes();
    long arenaGrowth = Math.max(0, scratch.bytes() - (arena == null ? 0 : arena.bytes()));
    long needed = allocated + arenaGrowth;
    for (Block block : fresh) {
      needed += Alignment.up(Math.max(1, block.bytes()), alignment);
    }
    if (needed <= limit) {
      return;
    }
    throw new DeviceMemoryExceededException(
        firstLayerBeyond(program, fresh, limit - allocated - arenaGrowth, alignment),
        needed,
        limit,
        "the whole of program '"
            + program.program().name()
            + "' must stay on the device; raise --device_memory, lower the batch size, or let blocks"
            + " leave the device with --lms auto");
  }

  private static String firstLayerBeyond(
      LoweredProgram program, Set<Block> fresh, long room, int alignment) {
    Set<Block> counted = new HashSet<>();
    long sum = 0;
    String layer = "";
    for (LoweredOp op : program.ops()) {
      layer = op.op().layer();
      for (BlockAccess access : op.accesses()) {
        Block block = access.block();
        if (fresh.contains(block) && counted.add(block)) {
          sum += Alignment.up(Math.max(1, block.bytes()), alignment);
        }
      }
      if (sum > room) {
        break;
      }
    }
    return layer;
  }

  /**
   * Places a persistent block that is read or written before, or without, any program that uses it.
   */
  private void placeAlone(Block block) {
    allocate(Set.of(block), alignment());
  }

  private int alignment() {
    return Math.max(64, device.facts().viewAlignment());
  }

  /** Returns whether a block may be given up while the others of its program stay. */
  private static boolean mayGoAlone(Block block) {
    return block.persistent() && block.role() == BlockRole.INPUT;
  }

  /** Persistent blocks get slabs of their own, since they stay when transient ones go. */
  private static Set<Block> select(Set<Block> fresh, Predicate<Block> wanted) {
    Set<Block> selected = new LinkedHashSet<>(fresh);
    selected.removeIf(wanted.negate());
    return selected;
  }

  private void allocate(Set<Block> fresh, int alignment) {
    SlabPlan plan = new SlabPlan(fresh, device.facts().allocationLimit(), alignment);
    for (int i = 0; i < plan.slabs().size(); i++) {
      DeviceSlab slab = device.allocate(plan.size(i));
      account(slab.bytes());
      long offset = 0;
      for (Block block : plan.slabs().get(i)) {
        blocks.place(block, slab, offset);
        slabOf.put(block, slab);
        blocksIn.merge(slab, 1, Integer::sum);
        offset += Alignment.up(Math.max(1, block.bytes()), alignment);
      }
    }
  }

  private void growArena(long bytes) {
    if (bytes == 0 || (arena != null && arena.bytes() >= bytes)) {
      return;
    }
    if (arena != null) {
      DeviceSlab old = arena;
      arena = null;
      account(-old.bytes());
      blocks.releaseArena(old);
    }
    arena = newArena(bytes);
    account(bytes);
    blocks.moveScratch(arena);
  }

  private DeviceSlab newArena(long bytes) {
    try {
      return device.allocate(bytes);
    } catch (OutOfDeviceMemoryException e) {
      throw new DeviceMemoryExceededException(
          "workspace",
          e.requestedBytes(),
          e.availableBytes(),
          "lower --workspace or the batch size, or raise --device_memory");
    }
  }

  private void account(long bytes) {
    allocated += bytes;
    peak = Math.max(peak, allocated);
  }

  @Override
  public void close() {
    blocksIn.keySet().forEach(DeviceSlab::close);
    if (arena != null) {
      arena.close();
    }
    blocks.close();
  }
}
