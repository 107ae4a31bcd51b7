package io.decant.tiering;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.TierStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Storage of which some stripes are pinned memory, and those between them are in another tier: the
 * device copies the former by itself while processors or a disk bring the latter.
 */
final class StripedStorage implements TierStorage {
  /**
   * How a block is cut.
   *
   * @param bytes of the block
   * @param stripe bytes of each stripe but the last
   * @param pinned how many of the stripes are pinned
   */
  record Layout(long bytes, int stripe, long pinned) {
    /** Returns how many stripes so many bytes are. */
    static long stripes(long bytes, int stripe) {
      return (bytes + stripe - 1) / stripe;
    }

    private long before(long index) {
      return index * pinned / stripes(bytes, stripe);
    }

    private boolean isPinned(long index) {
      return before(index + 1) > before(index);
    }

    /** Returns where a byte is within its part. */
    private long offset(long at) {
      long index = at / stripe;
      long earlier = before(index);
      return (isPinned(index) ? earlier : index - earlier) * stripe + at % stripe;
    }

    /** Returns the bytes of the pinned part. */
    long pinnedBytes() {
      long last = stripes(bytes, stripe) - 1;
      long missing = (last + 1) * stripe - bytes;
      return pinned * stripe - (isPinned(last) ? missing : 0);
    }
  }

  private final Layout layout;
  private final TierStorage pinnedPart;
  private final HostMemory memory;
  private final TierStorage rest;

  /**
   * Joins two parts, which it closes.
   *
   * @param pinnedPart storage with pinned memory
   */
  StripedStorage(Layout layout, TierStorage pinnedPart, TierStorage rest) {
    this.layout = layout;
    this.pinnedPart = pinnedPart;
    this.memory = pinnedPart.pinned().orElseThrow();
    this.rest = rest;
  }

  /** Returns the memory that streams reach. */
  HostMemory memory() {
    return memory;
  }

  /** Returns where a range starts in that memory; null unless it lies in one of its stripes. */
  @Nullable Long inMemory(long offset, long bytes) {
    long index = offset / layout.stripe;
    boolean together = bytes > 0 && (offset + bytes - 1) / layout.stripe == index;
    return together && layout.isPinned(index) ? (Long) layout.offset(offset) : null;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    for (long at = offset; target.hasRemaining(); ) {
      ByteBuffer part = next(at, target);
      int length = part.remaining();
      if (layout.isPinned(at / layout.stripe)) {
        part.put(memory.slice(layout.offset(at), length));
      } else {
        rest.read(layout.offset(at), part);
      }
      at += length;
    }
  }

  @Override
  public void write(long offset, ByteBuffer source) throws IOException {
    for (long at = offset; source.hasRemaining(); ) {
      ByteBuffer part = next(at, source);
      int length = part.remaining();
      if (layout.isPinned(at / layout.stripe)) {
        memory.slice(layout.offset(at), length).put(part);
      } else {
        rest.write(layout.offset(at), part);
      }
      at += length;
    }
  }

  /** Takes what belongs to one stripe off a buffer. */
  private ByteBuffer next(long at, ByteBuffer buffer) {
    int length = (int) Math.min(buffer.remaining(), layout.stripe - at % layout.stripe);
    ByteBuffer part = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    return part;
  }

  @Override
  public void close() {
    try {
      pinnedPart.close();
    } finally {
      rest.close();
    }
  }
}
