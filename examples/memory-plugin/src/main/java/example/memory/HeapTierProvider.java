package example.memory;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierProvider;
import java.util.Optional;

/** Named in META-INF/services/io.decant.spi.memory.TierProvider. */
public final class HeapTierProvider implements TierProvider {
  @Override
  public String name() {
    return "heap";
  }

  /** Behind pinned and pageable host memory, before the file. */
  @Override
  public int rank() {
    return 250;
  }

  @Override
  public Optional<Tier> open(MemoryContext context) {
    return Optional.of(new HeapTier(Long.getLong("example.heap", 64L << 20)));
  }
}
