package example.memory;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierProvider;
import java.util.Optional;

/** Named in META-INF/services/io.decant.spi.memory.TierProvider. */
public final class CompressedTierProvider implements TierProvider {
  @Override
  public String name() {
    return "compressed";
  }

  /** Behind pinned host memory, before pageable host memory. */
  @Override
  public int rank() {
    return 150;
  }

  /** Opens a tier for as many bytes of contents as the property says; none without it. */
  @Override
  public Optional<Tier> open(MemoryContext context) {
    return Optional.ofNullable(Long.getLong("example.compressed"))
        .map(bytes -> new CompressedTier(bytes, context.listener()));
  }
}
