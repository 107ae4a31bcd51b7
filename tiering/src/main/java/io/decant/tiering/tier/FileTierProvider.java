package io.decant.tiering.tier;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierProvider;
import java.util.Optional;

/** A file in the folder that the user named; none without that. */
public final class FileTierProvider implements TierProvider {
  @Override
  public String name() {
    return "file";
  }

  @Override
  public int rank() {
    return 300;
  }

  @Override
  public Optional<Tier> open(MemoryContext context) {
    return context
        .options()
        .spillDirectory()
        .map(folder -> FileTier.open(SpillFile.create(folder), folder, FileTier.CHUNK_BYTES));
  }
}
