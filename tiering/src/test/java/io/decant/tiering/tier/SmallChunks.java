package io.decant.tiering.tier;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The tiers that come with Decant, but the file has chunks that are no larger than need be. */
public final class SmallChunks implements TierProvider {
  private final SpillMedium medium;

  /** Creates one whose file is made when it is opened. */
  public SmallChunks() {
    this(null);
  }

  /** Creates one over another medium. */
  SmallChunks(SpillMedium medium) {
    this.medium = medium;
  }

  public static List<TierProvider> tiers() {
    return List.of(new PinnedTierProvider(), new HostTierProvider(), new SmallChunks());
  }

  /** Returns all tiers, with a disk in memory that writes so many times before it is full. */
  public static List<TierProvider> fullAfter(int writes) {
    return List.of(
        new PinnedTierProvider(),
        new HostTierProvider(),
        new SmallChunks(new HeapMedium(1 << 20).fullAfter(writes)));
  }

  /** Returns all tiers, with a disk in memory that forgets a bit of what is written then. */
  public static List<TierProvider> wrongAfter(int writes) {
    return List.of(
        new PinnedTierProvider(),
        new HostTierProvider(),
        new SmallChunks(new HeapMedium(1 << 20).wrongAfter(writes)));
  }

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
        .map(folder -> FileTier.open(file(folder), folder, SpillMedium.ALIGNMENT));
  }

  private SpillMedium file(Path folder) {
    return medium == null ? SpillFile.create(folder) : medium;
  }
}
