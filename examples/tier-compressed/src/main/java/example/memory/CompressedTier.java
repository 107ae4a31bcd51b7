package example.memory;

import io.decant.spi.device.BackendListener;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierStorage;
import java.util.Optional;

/** Blocks in compressed pages on the Java heap. Room is counted in bytes of contents. */
final class CompressedTier implements Tier {
  private final long capacity;
  private final BackendListener listener;
  private final Footprint footprint = new Footprint();
  private long used;

  CompressedTier(long capacity, BackendListener listener) {
    this.capacity = capacity;
    this.listener = listener;
  }

  @Override
  public long capacity() {
    return capacity;
  }

  @Override
  public String remedy() {
    return "raise -Dexample.compressed";
  }

  @Override
  public Optional<TierStorage> allocate(long bytes) {
    if (bytes > capacity - used) {
      return Optional.empty();
    }
    used += bytes;
    return Optional.of(new CompressedStorage(bytes, footprint, () -> used -= bytes));
  }

  @Override
  public void close() {
    listener.info("compressed tier: " + footprint);
  }
}
