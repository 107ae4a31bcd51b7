package example.memory;

import io.decant.spi.memory.TierStorage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One block, cut into pages, so that a part of it is read without the rest. */
final class CompressedStorage implements TierStorage {
  private static final int PAGE = 1 << 18;

  private final Page[] pages;
  private final Runnable release;
  private boolean closed;

  CompressedStorage(long bytes, Footprint footprint, Runnable release) {
    this.pages = new Page[Math.toIntExact((bytes + PAGE - 1) / PAGE)];
    this.release = release;
    for (int i = 0; i < pages.length; i++) {
      pages[i] = new Page((int) Math.min(PAGE, bytes - (long) i * PAGE), footprint);
    }
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    for (long at = offset; target.hasRemaining(); ) {
      at += pages[(int) (at / PAGE)].read((int) (at % PAGE), target);
    }
  }

  @Override
  public void write(long offset, ByteBuffer source) throws IOException {
    for (long at = offset; source.hasRemaining(); ) {
      at += pages[(int) (at / PAGE)].write((int) (at % PAGE), source);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      for (Page page : pages) {
        page.clear();
      }
      release.run();
    }
  }
}
