package io.decant.tiering;

import io.decant.spi.device.View;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.ForwardingMemoryManager;
import io.decant.spi.memory.ForwardingResidencyManager;
import io.decant.spi.memory.Lease;
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

  private final class Evicting extends ForwardingResidencyManager {
    Evicting(ResidencyManager residency) {
      super(residency);
    }

    @Override
    public Lease lease(List<BlockAccess> accesses) {
      Lease lease = super.lease(accesses);
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
          accesses.forEach(access -> swapOut(access.block()));
          if (openLeases == 0 && tiered.usedBytes() != 0) {
            throw new IllegalStateException(tiered.usedBytes() + " bytes stayed on the device");
          }
        }
      };
    }
  }
}
