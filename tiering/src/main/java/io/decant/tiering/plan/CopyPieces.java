package io.decant.tiering.plan;

/**
 * The pieces in which a block is copied, the first ones first: the memory of each is free as soon
 * as it has left, and what arrives needs the memory of each only when its copy begins.
 */
public final class CopyPieces {
  private static final long BYTES = 32L << 20;

  private CopyPieces() {}

  /** Returns how many pieces a block of so many bytes has, at least one. */
  public static int count(long bytes) {
    return (int) Math.max(1, (bytes + BYTES - 1) / BYTES);
  }

  /**
   * Returns where a piece ends in its block, in bytes.
   *
   * @param piece from 0; -1 for the start of the block
   */
  public static long end(long bytes, int piece) {
    return Math.min(bytes, (piece + 1) * BYTES);
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
