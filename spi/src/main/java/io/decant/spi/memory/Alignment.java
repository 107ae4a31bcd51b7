package io.decant.spi.memory;

/** Rounds sizes to multiples of an alignment. */
public final class Alignment {
  private Alignment() {}

  /** Returns the smallest multiple of the alignment that is at least {@code bytes}. */
  public static long up(long bytes, int alignment) {
    return down(bytes + alignment - 1, alignment);
  }

  /** Returns the largest multiple of the alignment that is at most {@code bytes}. */
  public static long down(long bytes, int alignment) {
    return bytes / alignment * alignment;
  }
}
