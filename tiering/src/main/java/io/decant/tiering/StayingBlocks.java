package io.decant.tiering;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PoolCapacity;
import io.decant.tiering.plan.FixedAddresses;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The blocks that the user does not let leave, while others come and go on demand. They have
 * addresses of their own; scratch of an operator, which holds nothing in between, has none.
 */
final class StayingBlocks {
  /** All may leave. */
  static final StayingBlocks NONE = new StayingBlocks(Set.of(), Map.of());

  private final Set<Block> blocks;
  private final Map<Block, Long> addresses;

  private StayingBlocks(Set<Block> blocks, Map<Block, Long> addresses) {
    this.blocks = blocks;
    this.addresses = addresses;
  }

  /**
   * Finds them.
   *
   * @param programs those that share a pool
   * @param managed the blocks that may leave
   * @param slabs sizes of the pool's slabs in bytes
   * @throws DeviceMemoryExceededException when an operator has too little room beside them
   */
  static StayingBlocks of(
      List<LoweredProgram> programs, Set<Block> managed, List<Long> slabs, int alignment) {
    Set<Block> staying = new HashSet<>();
    programs.forEach(program -> staying.addAll(program.blocks()));
    staying.removeAll(managed);
    Set<Block> lasting = new HashSet<>(staying);
    lasting.removeIf(block -> block.role() == BlockRole.WORKSPACE && !block.persistent());
    FixedAddresses found = FixedAddresses.of(lasting, slabs, alignment).orElse(null);
    List<Long> left = found == null ? List.of(0L) : Arrays.stream(found.left()).boxed().toList();
    PoolCapacity capacity = new PoolCapacity(left, alignment);
    for (LoweredProgram program : programs) {
      for (LoweredOp op : program.ops()) {
        LoweredOp moving = without(op, lasting);
        if (found == null || !capacity.holds(moving)) {
          throw tooLarge(moving, bytes(lasting, alignment), slabs, alignment);
        }
      }
    }
    return new StayingBlocks(staying, found == null ? Map.of() : found.addresses());
  }

  /** Returns whether a block may make room for others. */
  boolean mayLeave(Block block) {
    return !blocks.contains(block);
  }

  /** Returns whether a block has an address of its own. */
  boolean hasAddress(Block block) {
    return addresses.containsKey(block);
  }

  /** Returns a block's own address, or {@link ManagedBlock#ANYWHERE}. */
  long address(Block block) {
    return addresses.getOrDefault(block, ManagedBlock.ANYWHERE);
  }

  private static LoweredOp without(LoweredOp op, Set<Block> blocks) {
    List<BlockAccess> others =
        op.accesses().stream().filter(access -> !blocks.contains(access.block())).toList();
    return new LoweredOp(op.op(), op.executable(), op.workspace(), others);
  }

  private static long bytes(Set<Block> blocks, int alignment) {
    return blocks.stream().mapToLong(block -> block.alignedBytes(alignment)).sum();
  }

  private static DeviceMemoryExceededException tooLarge(
      LoweredOp moving, long staying, List<Long> slabs, int alignment) {
    return new DeviceMemoryExceededException(
        moving.op().layer(),
        staying + moving.workingSetBytes(alignment),
        slabs.stream().mapToLong(Long::longValue).sum(),
        "so much takes what may not leave, with the other blocks of its operator "
            + moving.op().spec().name()
            + "; let more leave by a smaller -lms or -lms_frac, or by --lms auto, or raise"
            + " --device_memory");
  }
}
