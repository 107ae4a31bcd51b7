package io.decant.api.layer;

/**
 * Which records of a source a net reads when several nets, one for each device, share it: those
 * whose number in the source's endless sequence leaves the rest {@code rank} when divided by {@code
 * count}, as in Caffe.
 *
 * @param rank which of the nets this is, from 0
 * @param count how many nets there are
 */
public record DataShare(int rank, int count) {
  /** All records. */
  public static final DataShare ALL = new DataShare(0, 1);

  /** Checks the numbers. */
  public DataShare {
    if (rank < 0 || rank >= count) {
      throw new IllegalArgumentException(
          "share " + rank + " of " + count + "; 0 to " + (count - 1L) + " are possible");
    }
  }

  /**
   * Returns the number in the whole sequence of the record that this net reads as number {@code
   * record}.
   */
  public long global(long record) {
    return record * count + rank;
  }
}
