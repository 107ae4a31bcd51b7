package io.decant.conformance.wrapper;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.View;
import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.ForwardingMemoryManager;
import io.decant.spi.memory.ForwardingResidencyManager;
import io.decant.spi.memory.Lease;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.Region;
import io.decant.spi.memory.ResidencyManager;
import io.decant.spi.op.TensorSpec;
import java.util.List;

/**
 * A memory manager that fills every block with NaN as soon as nobody is to look at its contents any
 * more. No result may change by it. Owns the manager that it wraps; used by one thread at a time.
 */
public final class PoisonedMemory extends ForwardingMemoryManager {
  private final Dying residency;

  /**
   * Wraps a manager.
   *
   * @param inner who really manages
   * @param compute the stream that operators run on
   */
  public PoisonedMemory(MemoryManager inner, DeviceStream compute) {
    super(inner);
    this.residency = new Dying(inner.residency(), compute);
  }

  /** Returns how many times a block was poisoned. */
  public long poisonedBlocks() {
    return residency.poisoned;
  }

  @Override
  public ResidencyManager residency() {
    return residency;
  }

  private static final class Dying extends ForwardingResidencyManager {
    private final DeviceStream compute;
    private long poisoned;

    Dying(ResidencyManager inner, DeviceStream compute) {
      super(inner);
      this.compute = compute;
    }

    @Override
    public Lease lease(List<BlockAccess> accesses) {
      Lease lease = super.lease(accesses);
      return new Lease() {
        @Override
        public View view(Region region) {
          return lease.view(region);
        }

        @Override
        public void close() {
          for (BlockAccess access : accesses) {
            if (access.dead() && access.block().bytes() >= 4) {
              poison(lease, access.block());
            }
          }
          lease.close();
        }
      };
    }

    private void poison(Lease lease, Block block) {
      long words = block.bytes() / 4;
      View view = lease.view(new Region(block, 0, TensorSpec.float32(words)));
      compute.fill(view.slab(), view.offset(), 4 * words, Poison.PATTERN);
      poisoned++;
    }
  }
}
