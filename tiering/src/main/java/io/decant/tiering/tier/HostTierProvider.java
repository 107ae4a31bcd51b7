package io.decant.tiering.tier;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierProvider;
import java.util.Optional;

/** Pageable host memory. */
public final class HostTierProvider implements TierProvider {
  @Override
  public String name() {
    return "host";
  }

  @Override
  public int rank() {
    return 200;
  }

  @Override
  public Optional<Tier> open(MemoryContext context) {
    long budget = MemoryBudgets.of(context.options()).pageable();
    return Optional.of(
        new MemoryTier(
            HostMemory::allocate,
            budget,
            Long.MAX_VALUE,
            false,
            "--host_memory",
            context.listener()));
  }
}
