package io.decant.backend.cpu.memory;

import io.decant.spi.device.HostMemory;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * The memory of one slab: bytes, and the same bytes as floats. Buffers reach 2 GiB at most, so
 * floats are kept in pieces. Thread-safe in itself; its owner frees it.
 */
public final class Storage {
  static final int PIECE_SHIFT = 28;
  static final int PIECE_MASK = (1 << PIECE_SHIFT) - 1;

  /** Slabs start on cache lines, which is also what wide vector instructions like best. */
  private static final int ALIGNMENT = 64;

  private final HostMemory memory;
  private final long start;
  private final long bytes;
  private final FloatBuffer[] pieces;

  private Storage(HostMemory memory, long bytes) {
    this.memory = memory;
    this.bytes = bytes;
    this.start = -memory.address() & (ALIGNMENT - 1);
    long floats = bytes / Float.BYTES;
    this.pieces = new FloatBuffer[(int) ((floats + PIECE_MASK) >>> PIECE_SHIFT)];
    for (int piece = 0; piece < pieces.length; piece++) {
      long first = (long) piece << PIECE_SHIFT;
      int length = (int) Math.min(floats - first, 1L << PIECE_SHIFT);
      pieces[piece] = slice(first * Float.BYTES, length * Float.BYTES).asFloatBuffer();
    }
  }

  /**
   * Allocates memory.
   *
   * @param bytes at least 1
   * @throws io.decant.spi.device.OutOfHostMemoryException when the system refuses
   */
  public static Storage allocate(long bytes) {
    return new Storage(HostMemory.allocate(Math.addExact(bytes, ALIGNMENT)), bytes);
  }

  /** Gives the memory back; nothing made from this may be used any more. */
  public void free() {
    memory.close();
  }

  /** Returns a window on bytes of this memory in native byte order. */
  public ByteBuffer slice(long offset, int length) {
    if (offset < 0 || length < 0 || offset > bytes - length) {
      throw new IndexOutOfBoundsException(
          length + " bytes at " + offset + " do not lie within a slab of " + bytes + " bytes");
    }
    return memory.slice(start + offset, length);
  }

  /**
   * Returns a region of floats.
   *
   * @param offset of its first element in bytes, a multiple of 4
   * @param count number of elements
   */
  public Region region(long offset, long count) {
    if (offset < 0 || offset % Float.BYTES != 0 || count < 0 || count > (bytes - offset) / 4) {
      throw new IndexOutOfBoundsException(
          count + " floats at byte " + offset + " do not lie within a slab of " + bytes + " bytes");
    }
    return new Region(this, offset / Float.BYTES, count);
  }

  FloatBuffer piece(int index) {
    return pieces[index];
  }

  long addressOf(long element) {
    return memory.address() + start + element * Float.BYTES;
  }
}
