package io.decant.tiering.tier;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierProvider;
import java.util.Optional;

/** Host memory that the device reaches at full speed. */
public final class PinnedTierProvider implements TierProvider {
  @Override
  public String name() {
    return "pinned";
  }

  @Override
  public int rank() {
    return 100;
  }

  @Override
  public Optional<Tier> open(MemoryContext context) {
    long budget = MemoryBudgets.of(context.options()).pinned();
    return Optional.of(
        new MemoryTier(
            context.device()::allocatePinned,
            budget,
            context.device().maxPinnedBytes(),
            true,
            "--pinned_memory",
            context.listener()));
  }
}
