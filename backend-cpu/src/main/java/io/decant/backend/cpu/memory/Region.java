package io.decant.backend.cpu.memory;

import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * A run of floats in a slab, addressed by long indices; every access is checked against its ends.
 * Operators move tiles between a region and arrays on the heap, where the JVM's compiler
 * vectorises. A value: it owns nothing. Thread-safe in itself.
 */
public final class Region {
  private final Storage storage;
  private final long first;
  private final long count;

  Region(Storage storage, long first, long count) {
    this.storage = storage;
    this.first = first;
    this.count = count;
  }

  /** Returns the number of elements. */
  public long count() {
    return count;
  }

  /** Returns the part from {@code index} on that has {@code length} elements. */
  public Region part(long index, long length) {
    Objects.checkFromIndexSize(index, length, count);
    return new Region(storage, first + index, length);
  }

  /** Returns one element. */
  public float get(long index) {
    long at = first + Objects.checkIndex(index, count);
    return storage.piece((int) (at >>> Storage.PIECE_SHIFT)).get((int) at & Storage.PIECE_MASK);
  }

  /** Sets one element. */
  public void set(long index, float value) {
    long at = first + Objects.checkIndex(index, count);
    storage.piece((int) (at >>> Storage.PIECE_SHIFT)).put((int) at & Storage.PIECE_MASK, value);
  }

  /** Returns the 32 bits of one element as an integer. */
  public int getInt(long index) {
    long at = first + Objects.checkIndex(index, count);
    return storage.slice(at * Integer.BYTES, Integer.BYTES).getInt(0);
  }

  /** Copies {@code length} elements from {@code index} on to {@code target[from]} and on. */
  public void get(long index, float[] target, int from, int length) {
    Objects.checkFromIndexSize(index, length, count);
    long at = first + index;
    int done = 0;
    while (done < length) {
      int offset = (int) (at + done) & Storage.PIECE_MASK;
      int run = Math.min(length - done, Storage.PIECE_MASK + 1 - offset);
      piece(at + done).get(offset, target, from + done, run);
      done += run;
    }
  }

  /** Copies {@code length} elements from {@code source[from]} on to {@code index} and on. */
  public void put(long index, float[] source, int from, int length) {
    Objects.checkFromIndexSize(index, length, count);
    long at = first + index;
    int done = 0;
    while (done < length) {
      int offset = (int) (at + done) & Storage.PIECE_MASK;
      int run = Math.min(length - done, Storage.PIECE_MASK + 1 - offset);
      piece(at + done).put(offset, source, from + done, run);
      done += run;
    }
  }

  /** Copies {@code length} elements from {@code index} on to another region. */
  public void copy(long index, Region target, long targetIndex, long length) {
    Objects.checkFromIndexSize(index, length, count);
    Objects.checkFromIndexSize(targetIndex, length, target.count);
    long from = first + index;
    long to = target.first + targetIndex;
    long done = 0;
    while (done < length) {
      int source = (int) (from + done) & Storage.PIECE_MASK;
      int sink = (int) (to + done) & Storage.PIECE_MASK;
      int run = (int) Math.min(length - done, Storage.PIECE_MASK + 1 - Math.max(source, sink));
      target.piece(to + done).put(sink, piece(from + done), source, run);
      done += run;
    }
  }

  /** Returns the address of an element that is followed by at least {@code length - 1} others. */
  public long address(long index, long length) {
    Objects.checkFromIndexSize(index, length, count);
    return storage.addressOf(first + index);
  }

  private FloatBuffer piece(long at) {
    return storage.piece((int) (at >>> Storage.PIECE_SHIFT));
  }
}
