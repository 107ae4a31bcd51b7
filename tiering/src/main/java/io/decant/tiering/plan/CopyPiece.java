package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a block, as blocks are copied, the first pieces first: the memory of each is free as
 * soon as it has left, and what arrives needs the memory of each only when its copy begins.
 *
 * @param begin where it begins in its block, in bytes
 * @param end where it ends, exclusive
 */
public record CopyPiece(long begin, long end) {
  private static final long BYTES = 32L << 20;

  /** Returns the pieces of a block of so many bytes, at least one. */
  public static List<CopyPiece> of(long bytes) {
    List<CopyPiece> pieces = new ArrayList<>();
    long begin = 0;
    do {
      long end = Math.min(bytes, begin + BYTES);
      pieces.add(new CopyPiece(begin, end));
      begin = end;
    } while (begin < bytes);
    return pieces;
  }

  /** Returns how many bytes it has. */
  public long bytes() {
    return end - begin;
  }

  /** Returns how many bytes are copied before the piece that ends at an offset or contains it. */
  static long before(long offset) {
    return Math.max(0, offset - 1) / BYTES * BYTES;
  }

  /** Returns how many of a block's bytes have been copied once those up to an offset have. */
  static long upTo(long bytes, long offset) {
    return Math.min(bytes, (offset + BYTES - 1) / BYTES * BYTES);
  }
}
