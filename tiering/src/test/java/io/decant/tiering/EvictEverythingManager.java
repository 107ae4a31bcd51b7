package io.decant.tiering;

import io.decant.spi.device.HostMemory;
import io.decant.spi.device.View;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.ForwardingMemoryManager;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import java.util.List;

/**
 * Moves every block to the host after every operator. A net whose results stay the same keeps
 * nothing outside its program.
 */
final class EvictEverythingManager extends ForwardingMemoryManager {
  private final TieredMemoryManager tiered;
  private int openLeases;

  EvictEverythingManager(TieredMemoryManager tiered) {
    super(tiered);
    this.tiered = tiered;
  }

  @Override
  public ResidencyManager residency() {
    return new Evicting(super.residency());
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
          if (openLeases == 0 && tiered.usedBytes() != 0) {
            throw new IllegalStateException(tiered.usedBytes() + " bytes stayed on the device");
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
