package io.decant.tiering.tier;

import io.decant.spi.memory.TierStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * A range of a file, in chunks that each have a checksum. Whole chunks go straight between the file
 * and the buffer, parts of chunks through the {@link ChunkCache}.
 */
final class FileStorage implements TierStorage {
  private final ChunkCache chunks;
  private final long start;
  private final long bytes;
  private final Runnable onClose;
  private final int[] checksums;
  private final BitSet written = new BitSet();
  private boolean closed;

  /**
   * Creates storage.
   *
   * @param start where the range starts in the file, in bytes
   * @param bytes its size, of which the last chunk may be smaller
   */
  FileStorage(ChunkCache chunks, long start, long bytes, Runnable onClose) {
    this.chunks = chunks;
    this.start = start;
    this.bytes = bytes;
    this.onClose = onClose;
    this.checksums = new int[(int) ((bytes + chunks.chunkBytes() - 1) / chunks.chunkBytes())];
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int chunk = chunk(at);
      int from = (int) (at - first(chunk));
      int length = Math.min(length(chunk) - from, target.remaining());
      if (length == length(chunk) && chunks.takes(target, length)) {
        chunks.readWhole(this, chunk, target);
      } else {
        chunks.readPart(this, chunk, from, length, target);
      }
      at += length;
    }
  }

  @Override
  public void write(long offset, ByteBuffer source) throws IOException {
    long at = offset;
    while (source.hasRemaining()) {
      int chunk = chunk(at);
      int from = (int) (at - first(chunk));
      int length = Math.min(length(chunk) - from, source.remaining());
      if (length == length(chunk) && chunks.takes(source, length)) {
        chunks.writeWhole(this, chunk, source);
      } else {
        chunks.writePart(this, chunk, from, length, source);
      }
      at += length;
    }
  }

  private int chunk(long offset) {
    return (int) (offset / chunks.chunkBytes());
  }

  private long first(int chunk) {
    return (long) chunk * chunks.chunkBytes();
  }

  /** Returns the bytes of a chunk. */
  int length(int chunk) {
    return (int) Math.min(chunks.chunkBytes(), bytes - first(chunk));
  }

  /** Returns where a chunk starts in the file. */
  long position(int chunk) {
    return start + first(chunk);
  }

  /** Returns whether a chunk has contents. */
  synchronized boolean isWritten(int chunk) {
    return written.get(chunk);
  }

  /** Notes the checksum of what a chunk holds from now on. */
  synchronized void wrote(int chunk, int checksum) {
    checksums[chunk] = checksum;
    written.set(chunk);
  }

  synchronized int checksum(int chunk) {
    return checksums[chunk];
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      chunks.forget(this);
      onClose.run();
    }
  }
}
