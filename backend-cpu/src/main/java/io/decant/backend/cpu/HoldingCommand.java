package io.decant.backend.cpu;

/** A command that keeps the slabs it works on until it is finished. */
abstract class HoldingCommand implements Command {
  private final CpuSlab[] slabs;

  /**
   * Acquires the slabs.
   *
   * @throws IllegalStateException when one of them is closed
   */
  HoldingCommand(CpuSlab... slabs) {
    this.slabs = slabs;
    int held = 0;
    try {
      for (CpuSlab slab : slabs) {
        slab.acquire();
        held++;
      }
    } finally {
      if (held < slabs.length) {
        release(held);
      }
    }
  }

  @Override
  public final void finish() {
    release(slabs.length);
  }

  private void release(int count) {
    for (int i = 0; i < count; i++) {
      slabs[i].release();
    }
  }
}
