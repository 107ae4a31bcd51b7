package io.decant.spi.memory;

import io.decant.spi.device.HostMemory;
import java.util.List;

/**
 * A residency manager that does what another one does, but for what a subclass changes. Nothing is
 * recorded, so that a subclass sees every lease. Used by one thread at a time.
 */
public abstract class ForwardingResidencyManager implements ResidencyManager {
  private final ResidencyManager inner;

  /** Wraps a manager. */
  protected ForwardingResidencyManager(ResidencyManager inner) {
    this.inner = inner;
  }

  @Override
  public void begin(LoweredProgram program) {
    inner.begin(program);
  }

  @Override
  public Lease lease(List<BlockAccess> accesses) {
    return inner.lease(accesses);
  }

  @Override
  public void place(Block block, long address) {
    inner.place(block, address);
  }

  @Override
  public void swapIn(Block block) {
    inner.swapIn(block);
  }

  @Override
  public void swapOut(Block block) {
    inner.swapOut(block);
  }

  @Override
  public void writeBack(Block block) {
    inner.writeBack(block);
  }

  @Override
  public void drop(Block block) {
    inner.drop(block);
  }

  @Override
  public void recomputes(LoweredOp op) {
    inner.recomputes(op);
  }

  @Override
  public void read(Region region, HostMemory target, long targetOffset) {
    inner.read(region, target, targetOffset);
  }

  @Override
  public void write(Region region, HostMemory source, long sourceOffset) {
    inner.write(region, source, sourceOffset);
  }
}
