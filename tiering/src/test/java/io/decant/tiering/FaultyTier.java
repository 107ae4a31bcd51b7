package io.decant.tiering;

import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierProvider;
import io.decant.spi.memory.TierStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A tier of which one access fails: it takes storage, reads or writes. */
final class FaultyTier implements TierProvider {
  private final TierProvider inner;
  private final AtomicInteger untilFailure;

  /**
   * Wraps the tiers of a provider.
   *
   * @param access which one fails, counted from 1
   */
  FaultyTier(TierProvider inner, int access) {
    this.inner = inner;
    this.untilFailure = new AtomicInteger(access);
  }

  boolean hasFailed() {
    return untilFailure.get() <= 0;
  }

  private boolean fails() {
    return untilFailure.decrementAndGet() == 0;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public int rank() {
    return inner.rank();
  }

  @Override
  public Optional<Tier> open(MemoryContext context) {
    return inner.open(context).map(Faulty::new);
  }

  private final class Faulty implements Tier {
    private final Tier tier;

    Faulty(Tier tier) {
      this.tier = tier;
    }

    @Override
    public long capacity() {
      return tier.capacity();
    }

    @Override
    public String remedy() {
      return tier.remedy();
    }

    @Override
    public Optional<TierStorage> allocate(long bytes) {
      if (fails()) {
        throw new IllegalStateException("injected");
      }
      return tier.allocate(bytes).map(Storage::new);
    }

    @Override
    public void close() {
      tier.close();
    }
  }

  private final class Storage implements TierStorage {
    private final TierStorage storage;

    Storage(TierStorage storage) {
      this.storage = storage;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      if (fails()) {
        throw new IOException("injected");
      }
      storage.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
      if (fails()) {
        throw new IOException("injected");
      }
      storage.write(offset, source);
    }

    @Override
    public void close() {
      storage.close();
    }
  }
}
