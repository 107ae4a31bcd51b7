package io.decant.api.forecast;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.memory.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes every program, has no memory: what is written is lost, nothing runs. */
final class CollectedPrograms implements MemoryManager {
  private final Optional<PoolCapacity> capacity;
  private final boolean changes;
  private final List<LoweredProgram> programs = new ArrayList<>();

  /**
   * Starts without programs.
   *
   * @param capacity of the pool for which operators are cut; empty when they are not
   * @param changes whether programs may be rewritten
   */
  CollectedPrograms(Optional<PoolCapacity> capacity, boolean changes) {
    this.capacity = capacity;
    this.changes = changes;
  }

  @Override
  public boolean changesPrograms() {
    return changes;
  }

  @Override
  public Optional<PoolCapacity> capacity() {
    return capacity;
  }

  /** Returns all programs that ever came, in their order. */
  List<LoweredProgram> programs() {
    return programs;
  }

  @Override
  public Schedule admit(LoweredProgram program) {
    programs.add(program);
    return Schedule.inOrder(program);
  }

  @Override
  public void dismiss(LoweredProgram program) {}

  @Override
  public void release(Block persistent) {}

  @Override
  public MemoryTraffic traffic() {
    throw new UnsupportedOperationException("nothing runs here");
  }

  @Override
  public void close() {}

  @Override
  public ResidencyManager residency() {
    return new ResidencyManager() {
      @Override
      public void begin(LoweredProgram program) {
        throw new UnsupportedOperationException("nothing runs here");
      }

      @Override
      public Lease lease(List<BlockAccess> accesses) {
        throw new UnsupportedOperationException("nothing runs here");
      }

      @Override
      public void swapIn(Block block) {}

      @Override
      public void swapOut(Block block) {}

      @Override
      public void drop(Block block) {}

      @Override
      public void read(Region region, HostMemory target, long targetOffset) {
        throw new UnsupportedOperationException("nothing is kept here");
      }

      @Override
      public void write(Region region, HostMemory source, long sourceOffset) {}
    };
  }
}
