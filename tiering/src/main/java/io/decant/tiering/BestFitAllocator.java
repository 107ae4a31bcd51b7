package io.decant.tiering;

import io.decant.spi.memory.Alignment;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Hands out ranges of one stretch of memory: always the smallest hole that is large enough, the
 * lowest of those. Neighbouring holes are joined. Sizes are rounded up to the alignment, so every
 * range starts at a multiple of it.
 */
public final class BestFitAllocator {
  static final long NONE = -1;

  private record Hole(long bytes, long offset) implements Comparable<Hole> {
    @Override
    public int compareTo(Hole other) {
      int bySize = Long.compare(bytes, other.bytes);
      return bySize != 0 ? bySize : Long.compare(offset, other.offset);
    }
  }

  private final int alignment;
  private final TreeMap<Long, Long> holes = new TreeMap<>();
  private final TreeSet<Hole> bySize = new TreeSet<>();
  private final Map<Long, Long> taken = new HashMap<>();

  /**
   * Creates an allocator over memory that is free.
   *
   * @param bytes its size, of which a rest below the alignment stays unused
   * @param alignment a power of two
   */
  public BestFitAllocator(long bytes, int alignment) {
    this.alignment = alignment;
    long usable = Alignment.down(bytes, alignment);
    if (usable > 0) {
      addHole(0, usable);
    }
  }

  /** Returns the size of the smallest hole that holds {@code bytes}, or {@link #NONE}. */
  long bestHole(long bytes) {
    Hole hole = bySize.ceiling(new Hole(Alignment.up(bytes, alignment), 0));
    return hole == null ? NONE : hole.bytes;
  }

  /** Takes a range of at least 1 byte; returns its offset, or {@link #NONE} when none is free. */
  public long allocate(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(bytes + " bytes were asked for, at least 1 is needed");
    }
    long size = Alignment.up(bytes, alignment);
    Hole hole = bySize.ceiling(new Hole(size, 0));
    if (hole == null) {
      return NONE;
    }
    removeHole(hole.offset, hole.bytes);
    if (hole.bytes > size) {
      addHole(hole.offset + size, hole.bytes - size);
    }
    taken.put(hole.offset, size);
    return hole.offset;
  }

  /**
   * Takes a certain range of at least 1 byte.
   *
   * @param offset a multiple of the alignment
   * @return whether all of it was free
   */
  boolean allocateAt(long offset, long bytes) {
    long size = Alignment.up(bytes, alignment);
    Map.Entry<Long, Long> hole = holes.floorEntry(offset);
    if (hole == null || hole.getKey() + hole.getValue() < offset + size) {
      return false;
    }
    long start = hole.getKey();
    long end = start + hole.getValue();
    removeHole(start, hole.getValue());
    if (start < offset) {
      addHole(start, offset - start);
    }
    if (offset + size < end) {
      addHole(offset + size, end - offset - size);
    }
    taken.put(offset, size);
    return true;
  }

  /**
   * Gives a range back.
   *
   * @throws IllegalStateException when no range starts there
   */
  public void free(long offset) {
    Long size = taken.remove(offset);
    if (size == null) {
      throw new IllegalStateException("no range was taken at offset " + offset);
    }
    long start = offset;
    long end = offset + size;
    Map.Entry<Long, Long> before = holes.lowerEntry(offset);
    if (before != null && before.getKey() + before.getValue() == offset) {
      start = before.getKey();
      removeHole(before.getKey(), before.getValue());
    }
    Long after = holes.get(end);
    if (after != null) {
      removeHole(end, after);
      end += after;
    }
    addHole(start, end - start);
  }

  private void addHole(long offset, long bytes) {
    holes.put(offset, bytes);
    bySize.add(new Hole(bytes, offset));
  }

  private void removeHole(long offset, long bytes) {
    holes.remove(offset);
    bySize.remove(new Hole(bytes, offset));
  }
}
