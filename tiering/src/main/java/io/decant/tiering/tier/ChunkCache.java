package io.decant.tiering.tier;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.Alignment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes chunks of a file and checks what was read. The chunk of which parts were read or
 * written last stays in memory, and is written to the file when another takes its place: rows of a
 * block that are written one by one cost one access a chunk. Thread-safe.
 */
final class ChunkCache {
  private final SpillMedium medium;
  private final Path folder;
  private final int chunkBytes;
  private final HostMemory memory;
  private final long aligned;
  private @Nullable FileStorage holder;
  private int held;
  private boolean changed;
  private long end;

  ChunkCache(SpillMedium medium, Path folder, int chunkBytes) {
    this.medium = medium;
    this.folder = folder;
    this.chunkBytes = chunkBytes;
    this.memory = HostMemory.allocate((long) chunkBytes + SpillMedium.ALIGNMENT);
    this.aligned = -memory.address() & (SpillMedium.ALIGNMENT - 1);
  }

  int chunkBytes() {
    return chunkBytes;
  }

  /** Returns the bytes up to the last one that was written. */
  synchronized long end() {
    return end;
  }

  /** Returns whether the medium can fill or empty the buffer with a chunk, its rest included. */
  boolean takes(ByteBuffer buffer, int length) {
    return buffer.isDirect()
        && buffer.capacity() - buffer.position() >= padded(length)
        && buffer.alignmentOffset(buffer.position(), SpillMedium.ALIGNMENT) == 0;
  }

  void readWhole(FileStorage storage, int chunk, ByteBuffer target) throws IOException {
    synchronized (this) {
      if (holds(storage, chunk)) {
        writeBack();
      }
    }
    load(storage, chunk, target);
    target.position(target.position() + storage.length(chunk));
  }

  void writeWhole(FileStorage storage, int chunk, ByteBuffer source) throws IOException {
    synchronized (this) {
      if (holds(storage, chunk)) {
        drop();
      }
    }
    store(storage, chunk, source);
    source.position(source.position() + storage.length(chunk));
  }

  synchronized void readPart(
      FileStorage storage, int chunk, int from, int length, ByteBuffer target) throws IOException {
    hold(storage, chunk);
    target.put(buffer().slice(from, length));
  }

  synchronized void writePart(
      FileStorage storage, int chunk, int from, int length, ByteBuffer source) throws IOException {
    hold(storage, chunk);
    changed = true;
    ByteBuffer part = source.duplicate().limit(source.position() + length);
    buffer().slice(from, length).put(part);
    source.position(source.position() + length);
  }

  /** Drops what is held of storage that nobody reads any more. */
  synchronized void forget(FileStorage storage) {
    if (holder == storage) {
      drop();
    }
  }

  void close() {
    memory.close();
  }

  private boolean holds(FileStorage storage, int chunk) {
    return holder == storage && held == chunk;
  }

  private void hold(FileStorage storage, int chunk) throws IOException {
    if (holds(storage, chunk)) {
      return;
    }
    writeBack();
    drop();
    if (storage.isWritten(chunk)) {
      load(storage, chunk, buffer());
    }
    holder = storage;
    held = chunk;
  }

  private void writeBack() throws IOException {
    if (changed && holder != null) {
      store(holder, held, buffer());
    }
    changed = false;
  }

  private void drop() {
    holder = null;
    changed = false;
  }

  private ByteBuffer buffer() {
    return memory.slice(aligned, chunkBytes);
  }

  /** Fills a buffer from its position on; the position stays. */
  private void load(FileStorage storage, int chunk, ByteBuffer target) throws IOException {
    int length = storage.length(chunk);
    try {
      medium.read(window(target, padded(length)), storage.position(chunk));
    } catch (IOException e) {
      throw failed("read", e);
    }
    if (checksum(window(target, length)) != storage.checksum(chunk)) {
      throw new IOException(
          "the file for blocks in "
              + folder
              + " does not hold what was written there: the checksum of "
              + length
              + " bytes at "
              + storage.position(chunk)
              + " differs; the disk or its driver is faulty, so name another folder with"
              + " --spill_dir");
    }
  }

  private void store(FileStorage storage, int chunk, ByteBuffer source) throws IOException {
    int length = storage.length(chunk);
    int checksum = checksum(window(source, length));
    try {
      medium.write(window(source, padded(length)), storage.position(chunk));
    } catch (IOException e) {
      throw failed("written", e);
    }
    storage.wrote(chunk, checksum);
    grow(storage.position(chunk) + padded(length));
  }

  private synchronized void grow(long written) {
    end = Math.max(end, written);
  }

  private IOException failed(String what, IOException cause) {
    return new IOException(
        "the file for blocks in "
            + folder
            + " could not be "
            + what
            + ": "
            + cause.getMessage()
            + "; free space there, or name another folder with --spill_dir",
        cause);
  }

  private static ByteBuffer window(ByteBuffer buffer, int length) {
    ByteBuffer window = buffer.duplicate();
    return window.limit(window.position() + length);
  }

  private static int padded(int length) {
    return (int) Alignment.up(length, SpillMedium.ALIGNMENT);
  }

  private static int checksum(ByteBuffer contents) {
    CRC32C checksum = new CRC32C();
    checksum.update(contents);
    return (int) checksum.getValue();
  }
}
