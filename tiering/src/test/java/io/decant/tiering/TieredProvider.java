package io.decant.tiering;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.PlannerProvider;
import io.decant.spi.memory.TierProvider;
import java.util.List;

/**
 * Serves a manager over certain tiers, whose ring has buffers of {@link #SLOT_BYTES} bytes, so that
 * blocks of tests are copied in several pieces.
 */
record TieredProvider(List<TierProvider> tiers, int slotBytes) implements MemoryManagerProvider {
  static final int SLOT_BYTES = 4096;

  TieredProvider(List<TierProvider> tiers) {
    this(tiers, SLOT_BYTES);
  }

  @Override
  public String name() {
    return "tiers of a test";
  }

  @Override
  public boolean serves(MemoryOptions options) {
    return true;
  }

  @Override
  public MemoryManager open(MemoryContext context) {
    return new TieredMemoryManager(
        context, PlannerProvider.find(context.options()), Tiers.open(context, tiers), slotBytes);
  }
}
