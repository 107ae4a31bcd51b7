package io.decant.tiering.tier;

import io.decant.spi.device.OutOfHostMemoryException;
import io.decant.spi.memory.Alignment;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierStorage;
import io.decant.tiering.BestFitAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Blocks in a file. It grows as they need it, within the space that is free where it lies; ranges
 * that were given back are used again first.
 */
final class FileTier implements Tier {
  /** What is read, written and checked at once: 4 MiB, as large as the buffers of copies. */
  static final int CHUNK_BYTES = 1 << 22;

  private final SpillMedium medium;
  private final Path folder;
  private final ChunkCache chunks;
  private final BestFitAllocator ranges =
      new BestFitAllocator(Long.MAX_VALUE / 2, SpillMedium.ALIGNMENT);

  private FileTier(SpillMedium medium, Path folder, int chunkBytes) {
    this.medium = medium;
    this.folder = folder;
    this.chunks = new ChunkCache(medium, folder, chunkBytes);
  }

  /**
   * Creates a tier.
   *
   * @param medium closed with the tier
   * @param folder where it lies
   * @param chunkBytes a multiple of {@link SpillMedium#ALIGNMENT}
   */
  static FileTier open(SpillMedium medium, Path folder, int chunkBytes) {
    try {
      return new FileTier(medium, folder, chunkBytes);
    } catch (OutOfHostMemoryException e) {
      medium.close();
      throw e;
    }
  }

  @Override
  public long capacity() {
    return chunks.end() + freeBytes();
  }

  @Override
  public String remedy() {
    return "free space in " + folder + " or name another folder with --spill_dir";
  }

  @Override
  public Optional<TierStorage> allocate(long bytes) {
    long size = Alignment.up(bytes, SpillMedium.ALIGNMENT);
    long start = ranges.allocate(size);
    if (start + size > capacity()) {
      ranges.free(start);
      return Optional.empty();
    }
    return Optional.of(new FileStorage(chunks, start, bytes, () -> ranges.free(start)));
  }

  private long freeBytes() {
    try {
      return medium.freeBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the free space in " + folder + " cannot be found out", e);
    }
  }

  @Override
  public void close() {
    try {
      medium.close();
    } finally {
      chunks.close();
    }
  }
}
