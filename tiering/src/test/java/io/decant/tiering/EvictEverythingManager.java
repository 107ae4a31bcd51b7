package io.decant.tiering;

import io.decant.spi.device.HostMemory;
import io.decant.spi.device.View;
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
import java.util.List;
import java.util.Optional;

/**
 * Moves every block to the host after every operator. A net whose results stay the same keeps
 * nothing outside its program.
 */
final class EvictEverythingManager implements MemoryManager {
  private final TieredMemoryManager inner;
  private int openLeases;

  EvictEverythingManager(TieredMemoryManager inner) {
    this.inner = inner;
  }

  @Override
  public Optional<PoolCapacity> capacity() {
    return inner.capacity();
  }

  @Override
  public Schedule admit(LoweredProgram program) {
    return inner.admit(program);
  }

  @Override
  public void dismiss(LoweredProgram program) {
    inner.dismiss(program);
  }

  @Override
  public void release(Block persistent) {
    inner.release(persistent);
  }

  @Override
  public ResidencyManager residency() {
    return new Evicting(inner.residency());
  }

  @Override
  public MemoryTraffic traffic() {
    return inner.traffic();
  }

  @Override
  public void close() {
    inner.close();
  }

  private final class Evicting implements ResidencyManager {
    private final ResidencyManager residency;

    Evicting(ResidencyManager residency) {
      this.residency = residency;
    }

    @Override
    public void begin(LoweredProgram program) {
      residency.begin(program);
    }

    @Override
    public Lease lease(List<BlockAccess> accesses) {
      Lease lease = residency.lease(accesses);
      openLeases++;
      return new Lease() {
        @Override
        public View view(Region region) {
          return lease.view(region);
        }

        @Override
        public void close() {
          lease.close();
          openLeases--;
          accesses.forEach(access -> residency.swapOut(access.block()));
          if (openLeases == 0 && inner.usedBytes() != 0) {
            throw new IllegalStateException(inner.usedBytes() + " bytes stayed on the device");
          }
        }
      };
    }

    @Override
    public void swapIn(Block block) {
      residency.swapIn(block);
    }

    @Override
    public void swapOut(Block block) {
      residency.swapOut(block);
    }

    @Override
    public void drop(Block block) {
      residency.drop(block);
    }

    @Override
    public void read(Region region, HostMemory target, long targetOffset) {
      residency.read(region, target, targetOffset);
    }

    @Override
    public void write(Region region, HostMemory source, long sourceOffset) {
      residency.write(region, source, sourceOffset);
    }
  }
}
