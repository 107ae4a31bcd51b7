package example.memory;

import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierStorage;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Blocks in arrays on the Java heap. */
final class HeapTier implements Tier {
  private final long capacity;
  private long used;

  HeapTier(long capacity) {
    this.capacity = capacity;
  }

  @Override
  public long capacity() {
    return capacity;
  }

  @Override
  public String remedy() {
    return "raise -Dexample.heap";
  }

  @Override
  public Optional<TierStorage> allocate(long bytes) {
    if (bytes > capacity - used || bytes > Integer.MAX_VALUE - 8) {
      return Optional.empty();
    }
    used += bytes;
    return Optional.of(new HeapStorage((int) bytes));
  }

  @Override
  public void close() {}

  private final class HeapStorage implements TierStorage {
    private byte[] contents;

    HeapStorage(int bytes) {
      contents = new byte[bytes];
    }

    @Override
    public void read(long offset, ByteBuffer target) {
      target.put(contents, (int) offset, target.remaining());
    }

    @Override
    public void write(long offset, ByteBuffer source) {
      source.get(contents, (int) offset, source.remaining());
    }

    @Override
    public void close() {
      used -= contents.length;
      contents = new byte[0];
    }
  }
}
